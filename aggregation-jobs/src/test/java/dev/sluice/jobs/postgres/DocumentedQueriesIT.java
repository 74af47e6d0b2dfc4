package dev.sluice.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page for analysts has them ask, asked. */
class DocumentedQueriesIT {
  private static final Path PAGE = Path.of("..", "docs", "analysis.md");
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final int REPORTS = 1_000;
  private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0");

  private static EmbeddedPostgres postgres;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    Tables.prepare(new DatabaseAccess(url), AggregationRules.defaults());
    try (Connection connection = DriverManager.getConnection(url)) {
      connection
          .createStatement()
          .executeUpdate(
              """
              insert into job_lease values (true, 'test', 1, now(), now() + interval '1 day');
              insert into tallies (day, disposition, reason, reports)
              values ('2026-01-15', 'COUNTED', '', 2000), ('2026-01-16', 'COUNTED', '', 0)
              """);
    }
    for (String metric : List.of("quality", "outcome", "ttft_histogram")) {
      for (int version = 0; version < VERSIONS.size(); version++) {
        write(metric, VERSIONS.get(version), version);
      }
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  static List<String> queries() throws IOException {
    return SQL.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void query_ofThePage_findsSomething(String query) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row = connection.createStatement().executeQuery(query)) {
      assertThat(row.next()).isTrue();
    }
  }

  /** The difference of two independent means has the sum of their variances. */
  @Test
  void comparison_ofTwoVersions_hasTheIntervalOfADifference() throws Exception {
    String comparison =
        queries().stream()
            .filter(query -> query.contains("as difference"))
            .findFirst()
            .orElseThrow();
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row = connection.createStatement().executeQuery(comparison)) {
      assertThat(row.next()).isTrue();
      double half = (row.getDouble("high") - row.getDouble("low")) / 2;

      assertThat(row.getDouble("difference"))
          .isCloseTo(row.getDouble("after") - row.getDouble("before"), within(1e-12));
      assertThat(half)
          .isCloseTo(Math.hypot(halfWidth("1.0.0"), halfWidth("1.1.0")), within(1e-6 * half));
    }
  }

  private static double halfWidth(String version) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "select (high - low) / 2 from release_quality where model_version = '%s'"
                        .formatted(version))) {
      row.next();
      return row.getDouble(1);
    }
  }

  private static void write(String id, String version, int step) throws Exception {
    Metric metric = TestReports.REGISTRY.metric(id).orElseThrow();
    CellTotals totals =
        new CellTotals(cell(metric, version), sums(metric, step), 0, true, metric.mechanism());
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.prepareStatement(AggregateUpsert.SQL)) {
      new AggregateUpsert(2).accept(statement, totals);
      statement.setLong(AggregateUpsert.EPOCH_INDEX, 1);
      statement.executeUpdate();
    }
  }

  private static Cell cell(Metric metric, String version) {
    Cell like = TestContexts.cell(new TestReports(1).quality(TestReports.DAY));
    return new Cell(
        like.modelName(),
        version,
        like.ggufDigest(),
        like.quantization(),
        like.runtimeBuild(),
        like.backend(),
        "",
        "",
        "",
        like.registryDigest(),
        like.suiteDigest(),
        like.deviceClass(),
        like.day(),
        metric.id(),
        metric.mechanism().kind().name(),
        like.nanoEpsilon());
  }

  private static CellSums sums(Metric metric, int step) {
    Mechanism mechanism = metric.mechanism();
    SecureRandomness randomness = new SecureRandomness();
    Measurement measured =
        metric.quantity().categories().isEmpty()
            ? new Measurement.Quantity(0.8 + 0.1 * step)
            : new Measurement.Category(step);
    CellSums sums = CellSums.none(mechanism.slots());
    for (int report = 0; report < REPORTS; report++) {
      sums = sums.plus(mechanism, mechanism.encode(measured, Epsilon.of(1), randomness));
    }
    return sums;
  }
}
