package dev.sluice.jobs;

import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.postgres.Tables;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Cells as the job would have left them, without their estimates: views go by sums. */
final class CellTable {
  private static final String INSERT =
      """
      insert into aggregates (model_name, model_version, gguf_digest, quantization,
          runtime_build, backend, baseline_name, baseline_version, baseline_digest,
          registry_digest, suite_digest, device_class, day, metric, mechanism, epsilon, reports,
          sums, sums_of_squares, estimates, closed)
      values (?, '1', '', '', '', '', '', '', '', ?, '', 'phone-8gb', ?, ?, ?, ?, ?, ?, ?, '[]',
          true)
      """;

  private final String url;
  private final MetricRegistry registry;

  CellTable(String url, MetricRegistry registry) {
    this.url = url;
    this.registry = registry;
  }

  /** Cells of the bundled registry, in tables that the job has just prepared. */
  static CellTable ofBundledMetrics(String url, int minimumCohort) {
    Tables.prepare(
        new DatabaseAccess(url),
        AggregationRules.defaults()
            .withRegistries(RegistryTexts.of(BundledRegistry.text()))
            .withMinimumCohort(minimumCohort));
    return new CellTable(url, BundledRegistry.load());
  }

  void insert(String model, LocalDate day, Metric metric, Epsilon epsilon, CellSums sums)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, model);
      statement.setString(2, registry.digestPrefix());
      statement.setObject(3, day);
      statement.setString(4, metric.id());
      statement.setString(5, metric.mechanism().kind().name());
      statement.setBigDecimal(6, BigDecimal.valueOf(epsilon.nano(), 9));
      statement.setLong(7, sums.reports());
      statement.setArray(8, slots(connection, sums, sums::sum));
      statement.setArray(9, slots(connection, sums, sums::sumOfSquares));
      statement.executeUpdate();
    }
  }

  /** The rows of a query of one column. */
  List<String> rows(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row = connection.createStatement().executeQuery(query)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute(statement);
    }
  }

  private static Array slots(Connection connection, CellSums sums, IntToLongFunction slot)
      throws SQLException {
    Object[] values = IntStream.range(0, sums.slots()).mapToLong(slot).boxed().toArray();
    return connection.createArrayOf("bigint", values);
  }
}
