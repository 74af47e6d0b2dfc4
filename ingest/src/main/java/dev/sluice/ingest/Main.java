package dev.sluice.ingest;

import picocli.CommandLine;

/** Starts {@link IngestCommand} as a program of its own. */
public final class Main {
  private static final String LOGBACK_CONFIGURATION = "logback.configurationFile";

  private Main() {}

  public static void main(String[] args) {
    // Not under logback's own name: a program that contains ingest brings its own configuration.
    if (System.getProperty(LOGBACK_CONFIGURATION) == null) {
      System.setProperty(LOGBACK_CONFIGURATION, "dev/sluice/ingest/logback.xml");
    }
    System.exit(new CommandLine(new IngestCommand()).execute(args));
  }
}
