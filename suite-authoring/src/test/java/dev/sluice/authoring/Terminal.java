package dev.sluice.authoring;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Where the command {@code suite} is typed; what its runs say adds up. */
final class Terminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The exit code. */
  int run(String... arguments) {
    return new CommandLine(new SuiteCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
