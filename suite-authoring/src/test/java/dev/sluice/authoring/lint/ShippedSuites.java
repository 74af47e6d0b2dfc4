package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.TemplateSuites;
import java.util.List;
import java.util.stream.Stream;

/** The bundled suites and the templates. */
final class ShippedSuites {
  private ShippedSuites() {}

  static List<Suite> all() {
    return Stream.concat(BundledSuites.all().stream(), TemplateSuites.all().stream()).toList();
  }
}
