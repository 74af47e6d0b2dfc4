package dev.sluice.jobs.postgres;

import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.registry.RegistryText;
import dev.sluice.jobs.tallies.TallyCount;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions.JdbcConnectionOptionsBuilder;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Sinks into the tables of {@link Tables}: at least once, which upserts that only go forward make
 * as good as once.
 */
public final class TableSinks {
  private static final int BATCH_SIZE = 1000;
  private static final long BATCH_INTERVAL_MILLIS = 100;
  private static final int MAX_RETRIES = 3;

  private TableSinks() {}

  /** The newest state of every cell. */
  public static Sink<CellTotals> aggregates(
      DatabaseAccess database, RegistryText registry, long minimumCohort) {
    return sink(database, AggregateUpsert.SQL, new AggregateUpsert(registry, minimumCohort));
  }

  /** What became of the reports. */
  public static Sink<TallyCount> tallies(DatabaseAccess database) {
    return sink(database, TallyUpsert.SQL, new TallyUpsert());
  }

  private static <T> Sink<T> sink(
      DatabaseAccess database, String sql, JdbcStatementBuilder<T> statements) {
    return new OutageProofSink<>(
        JdbcSink.<T>builder()
            .withQueryStatement(sql, statements)
            .withExecutionOptions(
                JdbcExecutionOptions.builder()
                    .withBatchSize(BATCH_SIZE)
                    .withBatchIntervalMs(BATCH_INTERVAL_MILLIS)
                    .withMaxRetries(MAX_RETRIES)
                    .build())
            .buildAtLeastOnce(connection(database)));
  }

  private static JdbcConnectionOptions connection(DatabaseAccess database) {
    return new JdbcConnectionOptionsBuilder()
        .withUrl(database.jdbcUrl())
        .withDriverName("org.postgresql.Driver")
        .build();
  }
}
