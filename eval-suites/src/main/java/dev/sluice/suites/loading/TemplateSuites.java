package dev.sluice.suites.loading;

import dev.sluice.suites.Suite;
import java.util.List;
import java.util.Optional;

/**
 * The suites to start one's own from, for instruction models of any make: the narrow tasks that a
 * small model is good for, and {@code trust-boundary}, the questions that it has to leave alone.
 * They are no part of {@link BundledSuites}, whose tasks only the tiny models were trained for.
 */
public final class TemplateSuites {

  private static final List<String> IDS =
      List.of(
          "autocomplete",
          "classification",
          "short-rewrite",
          "entity-extraction",
          "command-parsing",
          "local-search",
          "draft-summary",
          "redaction",
          "trust-boundary");

  private TemplateSuites() {}

  /** The ids in the order in which {@link #all} gives the suites. */
  public static List<String> ids() {
    return IDS;
  }

  public static List<Suite> all() {
    return IDS.stream().map(id -> SuiteResources.suite(resource(id))).toList();
  }

  /** The template of that id; empty when there is none. */
  public static Optional<Suite> load(String id) {
    return IDS.contains(id) ? Optional.of(SuiteResources.suite(resource(id))) : Optional.empty();
  }

  /** The template's file, comments included, to be copied; empty when there is none. */
  public static Optional<String> text(String id) {
    return IDS.contains(id) ? Optional.of(SuiteResources.text(resource(id))) : Optional.empty();
  }

  private static String resource(String id) {
    return "templates/" + id;
  }
}
