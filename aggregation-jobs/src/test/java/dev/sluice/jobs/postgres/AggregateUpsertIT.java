package dev.sluice.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestPostgres;
import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Mechanism;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What of a cell's states holds in the real table, whichever comes last. */
class AggregateUpsertIT {
  private static final int COHORT = 10;
  private static final Mechanism QUALITY =
      TestReports.REGISTRY.metric("quality").orElseThrow().mechanism();

  private static EmbeddedPostgres postgres;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    Tables.prepare(new DatabaseAccess(url), AggregationRules.defaults().withMinimumCohort(COHORT));
    try (Connection connection = DriverManager.getConnection(url)) {
      connection
          .createStatement()
          .executeUpdate(
              "insert into job_lease values (true, 'test', 1, now(), now() + interval '1 day')");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  /** The job went on with another registry and does not have the rules of this one. */
  @Test
  void closing_withoutMechanism_keepsTheEstimatesOfTheSameSums() throws Exception {
    Cell cell = TestContexts.cell(new TestReports(1).quality(TestReports.DAY));
    write(totals(cell, COHORT, false, QUALITY));
    String published = row(cell);

    write(totals(cell, COHORT, true, null));

    assertThat(published).contains("value");
    assertThat(row(cell)).isEqualTo(published.replace("open", "closed"));
  }

  @Test
  void state_ofOtherSumsWithoutMechanism_hasNoEstimates() throws Exception {
    Cell cell = TestContexts.cell(new TestReports(2).quality(TestReports.DAY.plusDays(1)));
    write(totals(cell, COHORT, false, QUALITY));

    write(totals(cell, COHORT + 1, true, null));

    assertThat(row(cell))
        .isEqualTo(
            "11 closed [] the rules of registry " + cell.registryDigest() + " were not kept");
  }

  /** Nothing that was taken back may hold: there the cohort itself is too small. */
  @Test
  void state_thatFellBelowTheCohort_hasNoEstimates() throws Exception {
    Cell cell = TestContexts.cell(new TestReports(3).quality(TestReports.DAY.plusDays(2)));
    write(totals(cell, COHORT, false, QUALITY));

    write(new CellTotals(cell, sums(COHORT - 1), 1, false, QUALITY));

    assertThat(row(cell)).isEqualTo("9 open [] fewer than 10 reports");
  }

  private static void write(CellTotals totals) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.prepareStatement(AggregateUpsert.SQL)) {
      new AggregateUpsert(COHORT).accept(statement, totals);
      statement.setLong(AggregateUpsert.EPOCH_INDEX, 1);
      statement.executeUpdate();
    }
  }

  private static String row(Cell cell) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var statement =
            connection.prepareStatement(
                """
                select concat_ws(' ', reports, case when closed then 'closed' else 'open' end,
                                 estimates, suppressed)
                from aggregates where day = ?
                """)) {
      statement.setObject(1, java.time.LocalDate.ofEpochDay(cell.day()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static CellTotals totals(
      Cell cell, long reports, boolean closed, @Nullable Mechanism mechanism) {
    return new CellTotals(cell, sums(reports), 0, closed, mechanism);
  }

  private static CellSums sums(long reports) {
    return CellSums.of(reports, new long[] {500 * reports}, new long[] {260_000 * reports});
  }
}
