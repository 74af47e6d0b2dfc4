package dev.sluice.probe;

import java.util.Locale;
import picocli.CommandLine;

/** Starts {@link ProbeCommand} as a program of its own. */
public final class Main {
  private static final String LOGBACK_CONFIGURATION = "logback.configurationFile";

  private Main() {}

  public static void main(String[] args) {
    // What is printed is read by programs too: numbers have one form, wherever this runs.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // Not under logback's own name: a program that contains the probe brings its own configuration.
    if (System.getProperty(LOGBACK_CONFIGURATION) == null) {
      System.setProperty(LOGBACK_CONFIGURATION, "dev/sluice/probe/logback.xml");
    }
    System.exit(
        new CommandLine(new ProbeCommand())
            .setParameterExceptionHandler(new WrongUsage())
            .setExecutionExceptionHandler(new UnexpectedFailure())
            .execute(args));
  }
}
