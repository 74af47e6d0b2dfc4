package dev.sluice.jobs.postgres;

import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Writes down what the views need to turn sums into estimates. */
final class PublishedRules {
  private static final String METRIC =
      """
      insert into metrics (registry_digest, metric, purpose, unit, measures, direction, mechanism,
                           low, high, categories, edges)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (registry_digest, metric) do update set edges = excluded.edges
      where metrics.edges is null and excluded.edges is not null
      """;
  private static final String DEVICE_CLASS =
      """
      insert into device_classes (registry_digest, device_class, deployment)
      values (?, ?, ?)
      on conflict do nothing
      """;
  private static final String COHORT =
      """
      insert into publication (minimum_cohort) values (?)
      on conflict (only_row) do nothing
      """;
  private static final String NEW_COHORT =
      """
      update publication set minimum_cohort = ?
      where minimum_cohort <> ? and demand_lease(?)
      """;

  private PublishedRules() {}

  /** What a job may write before it has the lease: what was not there, and nothing over. */
  static void write(Connection connection, AggregationRules rules) throws SQLException {
    for (MetricRegistry registry : rules.registries().parse().all()) {
      write(connection, registry);
    }
    try (PreparedStatement statement = connection.prepareStatement(COHORT)) {
      statement.setLong(1, rules.minimumCohort());
      statement.executeUpdate();
    }
  }

  private static void write(Connection connection, MetricRegistry registry) throws SQLException {
    // As much of it as aggregates have: views join them.
    String digest = registry.digestPrefix();
    try (PreparedStatement statement = connection.prepareStatement(METRIC)) {
      for (Metric metric : registry.metrics()) {
        bind(statement, digest, metric);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement(DEVICE_CLASS)) {
      for (String deviceClass : registry.deviceClasses()) {
        statement.setString(1, digest);
        statement.setString(2, deviceClass);
        statement.setString(3, registry.deployment(deviceClass).word());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Has the views go by a cohort, which is the writing job's. */
  static void writeCohort(Connection connection, long minimumCohort, long epoch)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEW_COHORT)) {
      statement.setLong(1, minimumCohort);
      statement.setLong(2, minimumCohort);
      statement.setLong(3, epoch);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, String registryDigest, Metric metric)
      throws SQLException {
    Mechanism mechanism = metric.mechanism();
    statement.setString(1, registryDigest);
    statement.setString(2, metric.id());
    statement.setString(3, metric.purpose());
    statement.setString(4, metric.unit());
    statement.setString(5, metric.quantity().name());
    statement.setString(6, metric.direction().name());
    statement.setString(7, mechanism.kind().name());
    if (mechanism instanceof MeanMechanism mean) {
      statement.setDouble(8, mean.range().low());
      statement.setDouble(9, mean.range().high());
    } else {
      statement.setNull(8, Types.DOUBLE);
      statement.setNull(9, Types.DOUBLE);
    }
    if (mechanism instanceof RandomizedResponse response) {
      bind(statement, 10, "text", response.categories());
    } else {
      statement.setNull(10, Types.ARRAY);
    }
    if (mechanism instanceof HistogramLaplace histogram) {
      bind(statement, 11, "float8", histogram.edges());
    } else {
      statement.setNull(11, Types.ARRAY);
    }
  }

  private static void bind(PreparedStatement statement, int index, String type, List<?> values)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf(type, values.toArray()));
  }
}
