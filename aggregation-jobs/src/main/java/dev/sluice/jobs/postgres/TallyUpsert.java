package dev.sluice.jobs.postgres;

import dev.sluice.jobs.tallies.TallyCount;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;

/** Writes a tally over one that had seen less. */
final class TallyUpsert implements JdbcStatementBuilder<TallyCount> {
  static final String SQL =
      """
      insert into tallies (day, disposition, reason, reports, withdrawn)
      select ?, ?, ?, ?, ?
      where demand_lease(?)
      on conflict (day, disposition, reason)
      do update set
          reports = excluded.reports, withdrawn = excluded.withdrawn, updated_at = now()
      where excluded.reports + 2 * excluded.withdrawn >= tallies.reports + 2 * tallies.withdrawn
      """;

  /** Of {@link #SQL}, the parameter that is not of the tally. */
  static final int EPOCH_INDEX = 6;

  private static final long serialVersionUID = 1L;

  @Override
  public void accept(PreparedStatement statement, TallyCount count) throws SQLException {
    statement.setObject(1, LocalDate.ofEpochDay(count.day()));
    statement.setString(2, count.disposition().name());
    statement.setString(3, count.reason());
    statement.setLong(4, count.reports());
    statement.setLong(5, count.withdrawn());
  }
}
