package dev.sluice.suites.loading;

import dev.sluice.suites.Suite;
import java.util.List;
import java.util.Optional;

/** The suites that come with Sluice: the six tasks of the tiny models. */
public final class BundledSuites {

  private static final List<String> IDS =
      List.of("intent", "json", "extract", "complete", "rewrite", "sentiment");

  private BundledSuites() {}

  /** The ids in the order in which {@link #all} gives the suites. */
  public static List<String> ids() {
    return IDS;
  }

  public static List<Suite> all() {
    return IDS.stream().map(SuiteResources::suite).toList();
  }

  /** The bundled suite of that id; empty when there is none. */
  public static Optional<Suite> load(String id) {
    return IDS.contains(id) ? Optional.of(SuiteResources.suite(id)) : Optional.empty();
  }
}
