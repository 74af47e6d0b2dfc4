package dev.sluice.jobs.postgres;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestDecisions;
import dev.sluice.jobs.TestPostgres;
import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.decisions.DecisionReader;
import dev.sluice.jobs.decisions.DecisionReading;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decision;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * Where two versions of one model have reported enough to be asked about; of one metric, too
 * little.
 */
final class AnalystDatabase implements AutoCloseable {
  static final List<String> VERSIONS = List.of(TestDecisions.CONTROL, TestDecisions.CANDIDATE);

  private static final int REPORTS = 1_000;
  private static final List<String> METRICS =
      List.of("quality", "outcome", "harness", "ttft_histogram", "quality_difference");
  private static final Cell LIKE = TestContexts.cell(new TestReports(1).quality(TestReports.DAY));

  private final EmbeddedPostgres postgres;
  private final String url;

  private AnalystDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.url = postgres.getJdbcUrl("postgres", "postgres");
  }

  static AnalystDatabase start() throws Exception {
    var database = new AnalystDatabase(TestPostgres.start());
    Tables.prepare(new DatabaseAccess(database.url), AggregationRules.defaults());
    try (Connection connection = database.connect()) {
      connection
          .createStatement()
          .executeUpdate(
              """
              insert into job_lease values (true, 'test', 1, now(), now() + interval '1 day');
              insert into tallies (day, disposition, reason, reports)
              values ('2026-01-15', 'COUNTED', '', 2000), ('2026-01-16', 'COUNTED', '', 0)
              """);
    }
    database.decide();
    for (String metric : METRICS) {
      for (int version = 0; version < VERSIONS.size(); version++) {
        database.write(metric, version, REPORTS);
      }
    }
    database.write("outcome_difference", 0, 1);
    return database;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  static String model() {
    return LIKE.modelName();
  }

  static String deviceClass() {
    return LIKE.deviceClass();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  private void write(String id, int version, int reports) throws Exception {
    Metric metric = TestReports.REGISTRY.metric(id).orElseThrow();
    CellTotals totals =
        new CellTotals(
            cell(metric, version), sums(metric, version, reports), 0, true, metric.mechanism());
    try (Connection connection = connect();
        var statement = connection.prepareStatement(AggregateUpsert.SQL)) {
      new AggregateUpsert(2).accept(statement, totals);
      statement.setLong(AggregateUpsert.EPOCH_INDEX, 1);
      statement.executeUpdate();
    }
  }

  /** A rollout from the first version to the second is promoted, holds, and goes back. */
  private void decide() throws Exception {
    LocalDate day = LocalDate.ofEpochDay(LIKE.day());
    TestDecisions gate = new TestDecisions("first-to-second", LIKE.modelName(), day);
    List<Decision> decisions =
        List.of(
            gate.started(),
            gate.promoted(day, 1_000),
            gate.held(day.plusDays(1), 1_500),
            gate.rolledBack(day.plusDays(2), 2_000));
    try (Connection connection = connect();
        var statement = connection.prepareStatement(DecisionUpsert.SQL)) {
      for (int offset = 0; offset < decisions.size(); offset++) {
        byte[] logged = Codecs.DECISION.encode(decisions.get(offset));
        var read = (DecisionReading.Kept) DecisionReader.read(offset, logged);
        new DecisionUpsert().accept(statement, read.decision());
        statement.setLong(DecisionUpsert.EPOCH_INDEX, 1);
        statement.executeUpdate();
      }
    }
  }

  private static Cell cell(Metric metric, int version) {
    boolean compares = metric.id().endsWith("_difference");
    return new Cell(
        LIKE.modelName(),
        VERSIONS.get(version),
        LIKE.ggufDigest(),
        LIKE.quantization(),
        LIKE.runtimeBuild(),
        LIKE.backend(),
        compares ? LIKE.modelName() : "",
        compares ? "0.9.0" : "",
        compares ? LIKE.ggufDigest() : "",
        LIKE.registryDigest(),
        LIKE.suiteDigest(),
        LIKE.deviceClass(),
        LIKE.day(),
        metric.id(),
        metric.mechanism().kind().name(),
        LIKE.nanoEpsilon());
  }

  private static CellSums sums(Metric metric, int step, int reports) {
    Mechanism mechanism = metric.mechanism();
    SecureRandomness randomness = new SecureRandomness();
    Measurement measured =
        metric.quantity().categories().isEmpty()
            ? new Measurement.Quantity(0.8 + 0.1 * step)
            : new Measurement.Category(step);
    CellSums sums = CellSums.none(mechanism.slots());
    for (int report = 0; report < reports; report++) {
      sums = sums.plus(mechanism, mechanism.encode(measured, Epsilon.of(1), randomness));
    }
    return sums;
  }
}
