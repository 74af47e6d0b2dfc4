package dev.sluice.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.ComponentEstimate;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.TopicKeys;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What analysts read, turned back into the records that the topics carry. */
final class TestTables {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String jdbcUrl;

  TestTables(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  Map<String, Aggregate> aggregates() throws SQLException {
    Map<String, Aggregate> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        ResultSet row = connection.createStatement().executeQuery("select * from aggregates")) {
      while (row.next()) {
        Aggregate aggregate = aggregate(row);
        rows.put(TopicKeys.of(aggregate), aggregate);
      }
    }
    return rows;
  }

  /** Without those of days on which nothing came. */
  Map<String, Tally> tallies() throws SQLException {
    Map<String, Tally> rows = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        ResultSet row = connection.createStatement().executeQuery("select * from tallies")) {
      while (row.next()) {
        Tally tally = tally(row);
        if (tally.getReports() > 0) {
          rows.put(TopicKeys.of(tally), tally);
        }
      }
    }
    return rows;
  }

  /** The cohort by which the views publish. */
  long minimumCohort() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        ResultSet row = connection.createStatement().executeQuery("table publication")) {
      row.next();
      return row.getLong("minimum_cohort");
    }
  }

  /** As a job before would have left it. */
  void setMinimumCohort(long reports) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      connection
          .createStatement()
          .executeUpdate("update publication set minimum_cohort = " + reports);
    }
  }

  private static Aggregate aggregate(ResultSet row) throws SQLException {
    return Aggregate.newBuilder()
        .setModel(model(row))
        .setBaseline(baseline(row))
        .setRegistryDigest(DigestPrefixes.fromHex(row.getString("registry_digest")))
        .setSuiteDigest(DigestPrefixes.fromHex(row.getString("suite_digest")))
        .setDeviceClass(row.getString("device_class"))
        .setDay(row.getObject("day", LocalDate.class))
        .setMetric(row.getString("metric"))
        .setMechanism(Mechanism.valueOf(row.getString("mechanism")))
        .setNanoEpsilon(row.getBigDecimal("epsilon").movePointRight(9).longValueExact())
        .setReports(row.getLong("reports"))
        .setSums(longs(row, "sums"))
        .setSumsOfSquares(longs(row, "sums_of_squares"))
        .setEstimates(estimates(row.getString("estimates")))
        .setSuppressed(row.getString("suppressed"))
        .setClosed(row.getBoolean("closed"))
        .build();
  }

  private static ModelVersion model(ResultSet row) throws SQLException {
    return new ModelVersion(
        row.getString("model_name"),
        row.getString("model_version"),
        DigestPrefixes.fromHex(row.getString("gguf_digest")),
        row.getString("quantization"),
        row.getString("runtime_build"),
        row.getString("backend"));
  }

  private static @Nullable Baseline baseline(ResultSet row) throws SQLException {
    String name = row.getString("baseline_name");
    return name.isEmpty()
        ? null
        : new Baseline(
            name,
            row.getString("baseline_version"),
            DigestPrefixes.fromHex(row.getString("baseline_digest")));
  }

  private static List<Long> longs(ResultSet row, String column) throws SQLException {
    return List.of((Long[]) row.getArray(column).getArray());
  }

  private static List<ComponentEstimate> estimates(String json) {
    List<ComponentEstimate> estimates = new ArrayList<>();
    try {
      for (JsonNode each : JSON.readTree(json)) {
        estimates.add(
            new ComponentEstimate(
                each.required("component").textValue(),
                each.required("value").doubleValue(),
                each.required("noise_low").doubleValue(),
                each.required("noise_high").doubleValue(),
                each.required("low").doubleValue(),
                each.required("high").doubleValue()));
      }
    } catch (IOException e) {
      throw new AssertionError("PostgreSQL checks JSON itself", e);
    }
    return estimates;
  }

  private static Tally tally(ResultSet row) throws SQLException {
    return new Tally(
        row.getObject("day", LocalDate.class),
        Disposition.valueOf(row.getString("disposition")),
        row.getString("reason"),
        row.getLong("reports"));
  }
}
