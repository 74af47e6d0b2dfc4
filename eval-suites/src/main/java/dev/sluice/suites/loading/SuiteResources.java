package dev.sluice.suites.loading;

import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Suites on the class path: one that is missing or broken is a broken build. */
final class SuiteResources {

  private static final String DIRECTORY = "/dev/sluice/suites/";

  private SuiteResources() {}

  /**
   * Reads a suite.
   *
   * @param name below the directory of the suites, without {@code .yaml}
   */
  static Suite suite(String name) {
    try {
      return SuiteParser.parse(text(name), DIRECTORY + name + ".yaml");
    } catch (SuiteFormatException e) {
      throw new IllegalStateException("a bundled suite is broken: " + e.getMessage(), e);
    }
  }

  /** The suite's file as it is. */
  static String text(String name) {
    String resource = DIRECTORY + name + ".yaml";
    try (InputStream stream = SuiteResources.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the bundled suite " + resource + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled suite " + resource + " cannot be read", e);
    }
  }
}
