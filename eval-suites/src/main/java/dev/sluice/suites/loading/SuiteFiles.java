package dev.sluice.suites.loading;

import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.nio.file.Path;

/** Suites of one's own, read from files. */
public final class SuiteFiles {

  private SuiteFiles() {}

  /**
   * Reads a suite file.
   *
   * @throws IOException when the file's text cannot be had; the message is one line that says so,
   *     without the file's name
   * @throws SuiteFormatException when it holds no valid suite
   */
  public static Suite read(Path file) throws IOException, SuiteFormatException {
    return SuiteParser.parse(TextFile.text(file), file.toString());
  }
}
