package dev.sluice.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.standalone.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
  @TempDir private Path directory;

  @Test
  void start_onTheDirectoryOfAStoppedServer_keepsDataAndAddress() throws Exception {
    DatabaseAccess first;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      first = database.access();
      execute(first.ownerUrl(), "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    assertThat(postmaster().find()).isEmpty();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(database.access()).isEqualTo(first);
      assertThat(single(first.readerUrl(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void start_always_isDurableAndOnLoopbackOnly() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      String url = database.access().ownerUrl();

      assertThat(single(url, "SHOW fsync")).isEqualTo("on");
      assertThat(single(url, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(single(url, "SHOW listen_addresses")).isEqualTo("localhost");
    }
  }

  @Test
  void connect_withoutPasswordOrAsReaderThatWrites_isRefused() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      String reader = database.access().readerUrl();
      String noPassword = reader.replaceFirst("user=.*", "user=postgres");

      assertThatThrownBy(() -> single(noPassword, "SELECT 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> execute(reader, "CREATE TABLE t (a int)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void terminate_ofTheProcess_leavesNoServerBehind() throws Exception {
    try (var child = ChildProcess.start(DatabaseHolder.class, directory.toString())) {
      execute(child.awaitLine("ready "), "CREATE TABLE kept AS SELECT 42 AS answer");
      child.terminate();
    }

    assertThat(postmaster().find()).isEmpty();
    assertDataIsKept();
  }

  @Test
  void kill_ofTheProcess_leavesNoServerBehind() throws Exception {
    try (var child = ChildProcess.start(DatabaseHolder.class, directory.toString())) {
      execute(child.awaitLine("ready "), "CREATE TABLE kept AS SELECT 42 AS answer");
      ProcessHandle server = postmaster().find().orElseThrow();
      child.kill();

      server.onExit().get(30, TimeUnit.SECONDS);
    }
    assertDataIsKept();
  }

  @Test
  void start_whileAnOrphanHoldsTheDirectory_stopsTheOrphan() throws Exception {
    try (var child = ChildProcess.start(DatabaseHolder.class, directory.toString())) {
      execute(child.awaitLine("ready "), "CREATE TABLE kept AS SELECT 42 AS answer");
      ProcessHandle orphan = postmaster().find().orElseThrow();
      child.killWithDescendants();
      assertThat(orphan.isAlive()).isTrue();

      assertDataIsKept();
      assertThat(orphan.isAlive()).isFalse();
    }
  }

  @Test
  void start_whileAnotherProcessUsesTheDirectory_isRefusedAndHarmless() {
    try (var child = ChildProcess.start(DatabaseHolder.class, directory.toString())) {
      child.awaitLine("ready ");
      ProcessHandle server = postmaster().find().orElseThrow();

      assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use by another process");
      assertThat(server.isAlive()).isTrue();
      child.terminate();
    }
  }

  @Test
  void start_whenTheProcessFileNamesAStranger_leavesTheStrangerAlone() throws Exception {
    EmbeddedDatabase.start(directory).close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(directory.resolve("data/postmaster.pid"), stranger.pid() + "\n");

      EmbeddedDatabase.start(directory).close();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  private Postmaster postmaster() {
    return new Postmaster(directory.resolve("data"));
  }

  private void assertDataIsKept() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
      assertThat(single(database.access().readerUrl(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String single(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return Optional.ofNullable(result.getString(1)).orElseThrow();
    }
  }
}
