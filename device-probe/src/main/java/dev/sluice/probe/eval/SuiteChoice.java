package dev.sluice.probe.eval;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.loading.TemplateSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
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

  /** What stands before the id of a template. */
  String TEMPLATE = "template:";

  /**
   * Reads {@code all}, or a list of bundled ids, templates and suite files between commas. {@code
   * all} is the bundled suites: templates are for models that those are not for.
   */
  static SuiteChoice parse(String names) {
    if (names.equals("all")) {
      return new Chosen(BundledSuites.all());
    }
    List<Suite> suites = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String name : names.split(",", -1)) {
      Optional<Suite> bundled = bundled(name);
      if (bundled.isEmpty() && (name.startsWith(TEMPLATE) || !isFileName(name))) {
        return new Unknown(unknown(name));
      }
      Suite suite;
      try {
        suite = bundled.isPresent() ? bundled.get() : SuiteFiles.read(Path.of(name));
      } catch (SuiteFormatException e) {
        return new Unknown("suite file %s: line %d: %s".formatted(name, e.line(), e.reason()));
      } catch (InvalidPathException e) {
        return new Unknown("no path of a suite file: " + e.getReason());
      } catch (IOException e) {
        return new Unknown("suite file " + name + ": " + e.getMessage());
      }
      if (!ids.add(suite.id())) {
        return new Unknown("suite '%s' is named twice".formatted(suite.id()));
      }
      suites.add(suite);
    }
    return new Chosen(suites);
  }

  private static Optional<Suite> bundled(String name) {
    return name.startsWith(TEMPLATE)
        ? TemplateSuites.load(name.substring(TEMPLATE.length()))
        : BundledSuites.load(name);
  }

  private static String unknown(String name) {
    if (name.startsWith(TEMPLATE)) {
      return "there is no template '%s'; there are: %s"
          .formatted(name.substring(TEMPLATE.length()), String.join(", ", TemplateSuites.ids()));
    }
    String hint = TemplateSuites.ids().contains(name) ? "; did you mean " + TEMPLATE + name : "";
    return "there is no bundled suite '%s'; there are: %s%s"
        .formatted(name, String.join(", ", BundledSuites.ids()), hint);
  }

  private static boolean isFileName(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.contains("/");
  }
}
