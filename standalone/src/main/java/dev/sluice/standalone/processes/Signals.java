package dev.sluice.standalone.processes;

import java.io.IOException;

/** Signals that Java cannot send itself. */
final class Signals {
  private Signals() {}

  /** Stops a process in its tracks, until {@link #resume}. */
  static void pause(ProcessHandle process) {
    send("STOP", process);
  }

  /** Lets a paused process go on. */
  static void resume(ProcessHandle process) {
    send("CONT", process);
  }

  /** The database's fast shutdown: connections are cut, committed data is kept. */
  static void interrupt(ProcessHandle process) {
    send("INT", process);
  }

  private static void send(String signal, ProcessHandle process) {
    try {
      // A process that has ended meanwhile needs no signal.
      var unused = QuietCommand.succeeds("/bin/sh", "-c", "kill -" + signal + " " + process.pid());
    } catch (IOException e) {
      throw new IllegalStateException("cannot send SIG" + signal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
