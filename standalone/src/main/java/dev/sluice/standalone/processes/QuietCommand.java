package dev.sluice.standalone.processes;

import java.io.IOException;

/** A command of the system that has nothing to say, only to be done. */
public final class QuietCommand {
  private QuietCommand() {}

  /**
   * Runs it to its end; says whether it succeeded.
   *
   * @throws IOException if there is no such command
   */
  public static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
