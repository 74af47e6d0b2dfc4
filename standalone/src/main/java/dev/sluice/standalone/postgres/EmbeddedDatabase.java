package dev.sluice.standalone.postgres;

import dev.sluice.standalone.directory.RememberedPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on loopback whose data survives restarts and which ends with this process,
 * however this process ends.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int LAST_WORDS = 2;

  /**
   * Where the library would put databases that have no directory of their own. It makes the place
   * whether there are any or not, which must not be in everybody's temporary directory.
   */
  private static final String LIBRARY_DIRECTORY = "ot.epg.working-dir";

  /**
   * System property: a directory of this user's, into which the server's programs are unpacked once
   * for all servers that are started with it; each has its own otherwise. Several processes may
   * share it.
   */
  public static final String BINARIES = "sluice.postgres.binaries";

  /** The library's defaults are for tests: they give up durability for speed. */
  private static final Map<String, String> SERVER_SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "listen_addresses", "localhost",
          "unix_socket_directories", "",
          "max_connections", "40",
          "shared_buffers", "64MB");

  private final EmbeddedPostgres server;
  private final ParentDeathGuard guard;
  private final DatabaseAccess access;
  private final Postmaster postmaster;

  private EmbeddedDatabase(
      EmbeddedPostgres server,
      ParentDeathGuard guard,
      DatabaseAccess access,
      Postmaster postmaster) {
    this.server = server;
    this.guard = guard;
    this.access = access;
    this.postmaster = postmaster;
  }

  /**
   * Starts the server on a directory of its own, creating database and roles the first time, and
   * returns when it takes connections. A server that an earlier process left there is stopped.
   */
  public static EmbeddedDatabase start(Path directory) {
    try {
      Path home = Files.createDirectories(directory.toAbsolutePath());
      var postmaster = new Postmaster(home.resolve("data"));
      postmaster.stopOrphan();
      ParentDeathGuard guard = ParentDeathGuard.start(postmaster.processFile());
      return start(home, postmaster, guard);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + directory, e);
    }
  }

  private static EmbeddedDatabase start(Path home, Postmaster postmaster, ParentDeathGuard guard) {
    var passwords = RolePasswords.loadOrCreate(home.resolve("passwords.properties"));
    int port = new RememberedPorts(home.resolve("ports.properties")).claim("database");
    Path log = home.resolve("server.log");
    try {
      EmbeddedPostgres server = launch(home, port, passwords, log);
      postmaster.find().ifPresent(guard::watch);
      new RoleSetup(server.getPostgresDatabase(), passwords).apply(home.resolve("data"));
      return new EmbeddedDatabase(
          server, guard, DatabaseAccess.onLoopback(port, passwords), postmaster);
    } catch (IOException | IllegalStateException | SQLException e) {
      guard.close();
      throw new IllegalStateException("PostgreSQL did not start: " + lastWords(log), e);
    }
  }

  private static EmbeddedPostgres launch(Path home, int port, RolePasswords passwords, Path log)
      throws IOException {
    System.setProperty(LIBRARY_DIRECTORY, home.resolve("scratch").toString());
    var builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(home.resolve("data"))
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(binaries(home).toFile())
            .setPGStartupWait(START_TIMEOUT)
            .setRegisterShutdownHook(false)
            .setConnectConfig("password", passwords.superuser())
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    SERVER_SETTINGS.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** Unpacking takes seconds: whoever starts many servers has them share what is unpacked. */
  private static Path binaries(Path home) {
    String shared = System.getProperty(BINARIES);
    return shared == null ? home.resolve("binaries") : Path.of(shared).toAbsolutePath();
  }

  /** What the server itself gave as the reason is worth more than what its client saw. */
  private static String lastWords(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.filter(line -> !line.isBlank()).toList();
      String last = String.join(" ", all.subList(Math.max(0, all.size() - LAST_WORDS), all.size()));
      return last + " (" + log + ")";
    } catch (IOException | UncheckedIOException unreadable) {
      return "its log is " + log;
    }
  }

  /** How to connect. */
  public DatabaseAccess access() {
    return access;
  }

  /** The server's own process; empty when it has ended. */
  public Optional<ProcessHandle> server() {
    return postmaster.find();
  }

  /** Stops the server: connections are cut, what was committed stays. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    } finally {
      guard.close();
    }
  }
}
