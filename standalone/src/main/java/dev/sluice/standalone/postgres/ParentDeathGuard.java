package dev.sluice.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A shell that waits on a pipe from this process and stops PostgreSQL when the pipe closes, which
 * the kernel does however this process ends. It ignores the terminal's signals: on Ctrl-C this
 * process stops the database itself, in order.
 */
final class ParentDeathGuard implements AutoCloseable {
  /**
   * The first line on the pipe is the server's process id. If the parent dies before it knows the
   * id, the server may still be on its way up, and a moment later its process file tells. SIGINT is
   * PostgreSQL's fast shutdown: connections are cut, committed data is kept.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      if read -r expected; then read -r ignored; else expected=; sleep 3; fi
      read -r pid < "$1" || exit 0
      if [ -z "$expected" ] || [ "$pid" = "$expected" ]; then kill -INT "$pid"; fi
      """;

  private final Process shell;

  private ParentDeathGuard(Process shell) {
    this.shell = shell;
  }

  /** Starts the guard; from here on no server of that process file outlives this process. */
  static ParentDeathGuard start(Path postmasterFile) {
    var builder =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "postgres-guard", postmasterFile.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new ParentDeathGuard(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the guard of PostgreSQL", e);
    }
  }

  /** Names the one process that may be stopped, should the process file ever name another. */
  void watch(ProcessHandle server) {
    try {
      var pipe = shell.getOutputStream();
      pipe.write((server.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the guard of PostgreSQL has ended", e);
    }
  }

  /** To be called when the server has stopped and nothing is left to watch. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
