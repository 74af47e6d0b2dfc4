package dev.sluice.standalone.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.ChildProcess;
import dev.sluice.standalone.ChildProcess.Outcome;
import dev.sluice.standalone.Main;
import dev.sluice.standalone.directory.DataDirectory;
import dev.sluice.standalone.directory.ServiceAddresses;
import dev.sluice.standalone.postgres.EmbeddedDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandIT {
  private static final URI UNUSED = URI.create("http://127.0.0.1:1");

  @TempDir private static Path root;

  @BeforeAll
  static void makeATable() throws SQLException {
    try (DataDirectory directory = DataDirectory.acquire(root);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres());
        Connection connection = DriverManager.getConnection(database.access().ownerUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE cells AS SELECT 'quality' AS metric, 12::bigint AS reports");
    }
  }

  @Test
  void query_whileNothingRuns_startsTheDatabaseForTheQuestion() {
    Outcome outcome = query("select * from cells");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).contains("quality       12", "(1 row)");
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void query_whileTheServicesRun_asksTheirDatabase() {
    try (DataDirectory directory = DataDirectory.acquire(root);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres())) {
      new ServiceAddresses("", database.access().readerUrl(), UNUSED, UNUSED, UNUSED)
          .publish(directory.root());

      Outcome outcome = query("--json", "select * from cells");
      Outcome parts =
          query("--jsonl", "select array[[1, 2], [3, null]] as a, '{\"b\": null}'::jsonb as j");

      assertThat(outcome.output()).isEqualTo("[\n{\"metric\":\"quality\",\"reports\":12}]\n");
      assertThat(parts.output()).isEqualTo("{\"a\":[[1,2],[3,null]],\"j\":{\"b\": null}}\n");
      ServiceAddresses.withdraw(directory.root());
    }
  }

  @Test
  void query_ofADatabaseElsewhere_asksItAndCannotWrite() {
    try (DataDirectory directory = DataDirectory.acquire(root);
        EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres())) {
      String url = database.access().ownerUrl();

      assertThat(queryAt(url, "select * from cells").output()).contains("quality       12");
      assertRefused(queryAt(url, "delete from cells"), "read-only transaction");
    }
  }

  @Test
  void query_ofADatabaseThatIsNotThere_printsOneLine() {
    assertRefused(queryAt("jdbc:postgresql://127.0.0.1:1/sluice", "select 1"), "127.0.0.1:1");
  }

  @Test
  void query_ofAUrlThatIsNone_isWrongUsage() {
    Outcome outcome = queryAt("postgres://db/sluice", "select 1");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors()).contains("--jdbc-url: begins with jdbc:postgresql:");
  }

  @Test
  void query_whileTheServicesAreStarting_saysSo() {
    try (DataDirectory directory = DataDirectory.acquire(root)) {
      assertRefused(query("select 1"), "is starting or stopping");
    }
  }

  @Test
  void query_withWrongSql_printsOneLine() {
    assertRefused(query("select nonsense from cells"), "column \"nonsense\" does not exist");
  }

  @Test
  void query_thatWrites_isRefused() {
    assertRefused(query("delete from cells"), "read-only transaction");
    assertRefused(query("commit; delete from cells"), "sluice query: ");
  }

  @Test
  void query_ofADirectoryWithoutAggregates_saysWhatMakesSome() {
    assertRefused(
        ChildProcess.run(
            Main.class, "query", "--data-dir", root.resolve("none").toString(), "select 1"),
        "holds no aggregates");
  }

  @Test
  void query_withoutSql_isWrongUsage() {
    assertThat(ChildProcess.run(Main.class, "query").exitCode()).isEqualTo(2);
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors().lines()).singleElement().asString().contains(reason);
  }

  private static Outcome queryAt(String url, String sql) {
    return ChildProcess.run(Main.class, "query", "--jdbc-url", url, sql);
  }

  private static Outcome query(String... arguments) {
    List<String> all = new ArrayList<>(List.of("query", "--data-dir", root.toString()));
    all.addAll(List.of(arguments));
    return ChildProcess.run(Main.class, all.toArray(String[]::new));
  }
}
