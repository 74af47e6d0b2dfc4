package dev.sluice.jobs.postgres;

import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.decisions.KeptDecision;
import dev.sluice.jobs.lease.LeaseGuard;
import dev.sluice.jobs.tallies.TallyCount;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Sinks into the tables of {@link Tables}: at least once, which upserts that only go forward make
 * as good as once; and by one job at a time.
 */
public final class TableSinks {
  private TableSinks() {}

  /** The newest state of every cell. */
  public static Sink<CellTotals> aggregates(
      DatabaseAccess database, long minimumCohort, LeaseGuard guard) {
    return new LeasedTableSink<>(
        database,
        new LeasedStatement<>(
            AggregateUpsert.SQL, new AggregateUpsert(minimumCohort), AggregateUpsert.EPOCH_INDEX),
        (connection, epoch) -> PublishedRules.writeCohort(connection, minimumCohort, epoch),
        guard);
  }

  /** What became of the reports. */
  public static Sink<TallyCount> tallies(DatabaseAccess database, LeaseGuard guard) {
    return new LeasedTableSink<>(
        database,
        new LeasedStatement<>(TallyUpsert.SQL, new TallyUpsert(), TallyUpsert.EPOCH_INDEX),
        LeasedStart.NONE,
        guard);
  }

  /** What the gate decided. */
  public static Sink<KeptDecision> decisions(DatabaseAccess database, LeaseGuard guard) {
    return new LeasedTableSink<>(
        database,
        new LeasedStatement<>(DecisionUpsert.SQL, new DecisionUpsert(), DecisionUpsert.EPOCH_INDEX),
        LeasedStart.NONE,
        guard);
  }
}
