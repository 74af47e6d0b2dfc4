package dev.sluice.gate;

import java.util.Locale;
import picocli.CommandLine;

/** Starts {@link GateCommand} as a program of its own. */
public final class Main {
  private static final String LOGBACK_CONFIGURATION = "logback.configurationFile";

  private Main() {}

  public static void main(String[] args) {
    // What is printed is read by programs too: numbers have one form, wherever this runs.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // Not under logback's own name: a program that contains the gate brings its own configuration.
    if (System.getProperty(LOGBACK_CONFIGURATION) == null) {
      System.setProperty(LOGBACK_CONFIGURATION, "dev/sluice/gate/logback.xml");
    }
    System.exit(new CommandLine(new GateCommand()).execute(args));
  }
}
