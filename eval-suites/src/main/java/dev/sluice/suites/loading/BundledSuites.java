package dev.sluice.suites.loading;

import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    return IDS.stream().map(BundledSuites::read).toList();
  }

  /** The bundled suite of that id; empty when there is none. */
  public static Optional<Suite> load(String id) {
    return IDS.contains(id) ? Optional.of(read(id)) : Optional.empty();
  }

  private static Suite read(String id) {
    String resource = "/dev/sluice/suites/" + id + ".yaml";
    try (InputStream stream = BundledSuites.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the bundled suite " + resource + " is missing");
      }
      return SuiteParser.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), resource);
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled suite " + resource + " cannot be read", e);
    } catch (SuiteFormatException e) {
      throw new IllegalStateException("a bundled suite is broken: " + e.getMessage(), e);
    }
  }
}
