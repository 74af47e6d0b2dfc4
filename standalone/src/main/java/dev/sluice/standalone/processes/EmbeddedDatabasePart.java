package dev.sluice.standalone.processes;

import dev.sluice.standalone.postgres.DatabaseAccess;
import dev.sluice.standalone.postgres.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL: already a process of its own, which its starter can lose. */
final class EmbeddedDatabasePart implements DatabasePart {
  private static final long END_SECONDS = 20;
  private static final int START_ATTEMPTS = 5;

  private final Path directory;
  private final ProcessGuard guard;
  private @Nullable EmbeddedDatabase database;
  private @Nullable ProcessHandle server;

  EmbeddedDatabasePart(Path directory, ProcessGuard guard) {
    this.directory = directory;
    this.guard = guard;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public void start() {
    EmbeddedDatabase started = startWhenSessionsHaveEnded();
    database = started;
    ProcessHandle process =
        started.server().orElseThrow(() -> new IllegalStateException("PostgreSQL has no process"));
    guard.watch(process);
    server = process;
  }

  /** Sessions of a server that was killed hold its shared memory until they notice. */
  private EmbeddedDatabase startWhenSessionsHaveEnded() {
    for (int attempt = 1; ; attempt++) {
      try {
        return EmbeddedDatabase.start(directory);
      } catch (IllegalStateException e) {
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public DatabaseAccess access() {
    if (database == null) {
      throw new IllegalStateException("PostgreSQL was not started");
    }
    return database.access();
  }

  @Override
  public boolean alive() {
    return server != null && server.isAlive();
  }

  @Override
  public void kill() {
    if (server != null) {
      server.destroyForcibly();
      forget(server);
    }
  }

  @Override
  public void pause() {
    Optional.ofNullable(server).ifPresent(postmaster -> forAll(postmaster, Signals::pause));
  }

  @Override
  public void resume() {
    Optional.ofNullable(server).ifPresent(postmaster -> forAll(postmaster, Signals::resume));
  }

  /** The sessions are processes too. */
  private static void forAll(ProcessHandle postmaster, Consumer<ProcessHandle> signal) {
    signal.accept(postmaster);
    postmaster.descendants().forEach(signal);
  }

  @Override
  public void stop() {
    if (server != null) {
      Signals.interrupt(server);
      forget(server);
    }
  }

  private void forget(ProcessHandle ending) {
    try {
      ending.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      ending.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for PostgreSQL to end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    guard.forget(ending);
    if (database != null) {
      database.close();
      database = null;
    }
    server = null;
  }
}
