package dev.sluice.standalone.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A shell that waits on a pipe from this process and kills what it was told about when the pipe
 * closes, which the kernel does however this process ends. Processes that are paused end too: no
 * process can put off SIGKILL.
 */
final class ProcessGuard implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      guarded=' '
      while read -r what pid; do
        case $what in
          watch) guarded="$guarded$pid " ;;
          forget) guarded="${guarded%% $pid *} ${guarded#* $pid }" ;;
          cleanup) cleanup=$pid ;;
        esac
      done
      for pid in $guarded; do kill -KILL "$pid"; done
      if [ -n "$cleanup" ]; then umount -l "$cleanup"; fi
      """;

  private final Process shell;

  private ProcessGuard(Process shell) {
    this.shell = shell;
  }

  static ProcessGuard start() throws IOException {
    return new ProcessGuard(
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "process-guard")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** From here on this process does not outlive the present one. */
  void watch(ProcessHandle process) {
    tell("watch " + process.pid());
  }

  /** It has ended; its id may soon be another's. */
  void forget(ProcessHandle process) {
    tell("forget " + process.pid());
  }

  /** A mount that ends with the present process. */
  void unmountAtTheEnd(String directory) {
    tell("cleanup " + directory);
  }

  private synchronized void tell(String line) {
    try {
      OutputStream pipe = shell.getOutputStream();
      pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      pipe.flush();
    } catch (IOException e) {
      throw new IllegalStateException("the guard of the processes has ended", e);
    }
  }

  /** Ends what is still guarded, and the guard. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      shell.waitFor();
    } catch (IOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
