package dev.sluice.probe.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/**
 * The engine's library can be unpacked to the temporary directory and run from there: some systems
 * forbid that (noexec).
 */
record TemporaryDirectoryCheck(Path directory) implements Check {
  private static final long PATIENCE_SECONDS = 10;

  static TemporaryDirectoryCheck here() {
    return new TemporaryDirectoryCheck(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  @Override
  public String name() {
    return "temp directory";
  }

  @Override
  public Finding run() throws InterruptedException {
    try {
      Path own = Files.createTempDirectory(directory, "sluice-doctor-");
      try {
        return isPosix() ? execution(own) : Finding.ok(directory + " can be written");
      } finally {
        Files.deleteIfExists(own.resolve("run"));
        Files.deleteIfExists(own);
      }
    } catch (IOException e) {
      return Finding.problem(
          "%s cannot be written: %s".formatted(directory, e.getMessage()), elsewhere());
    }
  }

  private Finding execution(Path own) throws IOException, InterruptedException {
    Path program =
        Files.write(own.resolve("run"), "#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.US_ASCII));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Process process;
    try {
      process = new ProcessBuilder(program.toString()).start();
    } catch (IOException refused) {
      return Finding.problem(
          directory + " does not let programs run (noexec), and so no library", elsewhere());
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return Finding.warning(directory + " is very slow", elsewhere());
    }
    return Finding.ok(directory + " can be written, and run from");
  }

  private boolean isPosix() {
    return Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
        && directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.isExecutable(Path.of("/bin/sh"));
  }

  private static String elsewhere() {
    return "start Java with -Djava.io.tmpdir=DIR (SLUICE_JAVA_OPTS), a directory of your own";
  }
}
