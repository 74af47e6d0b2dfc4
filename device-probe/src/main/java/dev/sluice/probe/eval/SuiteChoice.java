package dev.sluice.probe.eval;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The suites that somebody named on the command line. */
public sealed interface SuiteChoice {

  record Chosen(List<Suite> suites) implements SuiteChoice {
    public Chosen {
      suites = List.copyOf(suites);
    }
  }

  /** One of the names leads to no suite. */
  record Unknown(String message) implements SuiteChoice {}

  /** Reads {@code all}, or a list of bundled ids and suite files between commas. */
  static SuiteChoice parse(String names) {
    if (names.equals("all")) {
      return new Chosen(BundledSuites.all());
    }
    List<Suite> suites = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String name : names.split(",", -1)) {
      Optional<Suite> bundled = BundledSuites.load(name);
      if (bundled.isEmpty() && !isFileName(name)) {
        return new Unknown(
            "there is no bundled suite '%s'; there are: %s"
                .formatted(name, String.join(", ", BundledSuites.ids())));
      }
      Suite suite;
      try {
        suite = bundled.isPresent() ? bundled.get() : SuiteFiles.read(Path.of(name));
      } catch (IOException | SuiteFormatException e) {
        return new Unknown("suite file " + name + ": " + reason(name, e));
      }
      if (!ids.add(suite.id())) {
        return new Unknown("suite '%s' is named twice".formatted(suite.id()));
      }
      suites.add(suite);
    }
    return new Chosen(suites);
  }

  private static boolean isFileName(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/");
  }

  private static String reason(String name, Exception e) {
    return Files.exists(Path.of(name)) ? String.valueOf(e.getMessage()) : "there is no such file";
  }
}
