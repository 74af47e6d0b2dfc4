package dev.sluice.probe.llama;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals that have had their effect: on a busy machine a process goes on for a while. */
final class Signals {
  private Signals() {}

  /** Sends one that stops or ends the process, and waits until it has. */
  static void send(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
      while (process.isAlive() && !isStopped(process.pid())) {
        Thread.sleep(10);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isStopped(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return status.charAt(status.lastIndexOf(')') + 2) == 'T';
    } catch (IOException gone) {
      return false;
    }
  }
}
