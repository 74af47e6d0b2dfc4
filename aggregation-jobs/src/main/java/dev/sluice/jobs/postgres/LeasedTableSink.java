package dev.sluice.jobs.postgres;

import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.sinks.QuietCommitter;
import dev.sluice.jobs.sinks.QuietWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions.JdbcConnectionOptionsBuilder;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.core.datastream.sink.committer.JdbcCommitable;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriter;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The connector's sink, whose writer has the lease before it is made, renews it, and writes with
 * statements that fail when it is lost.
 *
 * @param <T> type of what is written
 */
final class LeasedTableSink<T>
    implements Sink<T>, SupportsWriterState<T, JdbcWriterState>, SupportsCommitter<JdbcCommitable> {
  private static final long serialVersionUID = 1L;
  private static final int BATCH_SIZE = 1000;
  private static final long BATCH_INTERVAL_MILLIS = 100;
  private static final int MAX_RETRIES = 3;

  /** Nobody has it, nothing is written under it. */
  private static final long NO_EPOCH = 0;

  private final DatabaseAccess database;
  private final LeasedStatement<T> statement;
  private final LeasedStart start;
  private final LeaseGuard guard;

  LeasedTableSink(
      DatabaseAccess database, LeasedStatement<T> statement, LeasedStart start, LeaseGuard guard) {
    this.database = database;
    this.statement = statement;
    this.start = start;
    this.guard = guard;
  }

  @Override
  public QuietWriter<T, JdbcWriterState, JdbcCommitable> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public QuietWriter<T, JdbcWriterState, JdbcCommitable> restoreWriter(
      WriterInitContext context, Collection<JdbcWriterState> state) throws IOException {
    long epoch = guard.claim(context);
    start(epoch);
    JdbcWriter<T> writer = sink(epoch).restoreWriter(context, state);
    // Renewed until after the writer's close: that flushes once more.
    return QuietWriter.of(writer, guard.renew(epoch, context.getMailboxExecutor()));
  }

  private void start(long epoch) throws IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    try (Connection connection = source.getConnection()) {
      start.run(connection, epoch);
    } catch (SQLException e) {
      throw new IOException("cannot write to " + database, e);
    }
  }

  @Override
  public Committer<JdbcCommitable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new QuietCommitter<>(sink(NO_EPOCH).createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<JdbcCommitable> getCommittableSerializer() {
    return sink(NO_EPOCH).getCommittableSerializer();
  }

  @Override
  public SimpleVersionedSerializer<JdbcWriterState> getWriterStateSerializer() {
    return sink(NO_EPOCH).getWriterStateSerializer();
  }

  private JdbcSink<T> sink(long epoch) {
    return JdbcSink.<T>builder()
        .withQueryStatement(statement.sql(), statement.under(epoch))
        .withExecutionOptions(
            JdbcExecutionOptions.builder()
                .withBatchSize(BATCH_SIZE)
                .withBatchIntervalMs(BATCH_INTERVAL_MILLIS)
                .withMaxRetries(MAX_RETRIES)
                .build())
        .buildAtLeastOnce(connection());
  }

  private JdbcConnectionOptions connection() {
    return new JdbcConnectionOptionsBuilder()
        .withUrl(database.jdbcUrl())
        .withDriverName("org.postgresql.Driver")
        .build();
  }
}
