package dev.sluice.jobs.postgres;

import dev.sluice.jobs.decisions.KeptDecision;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;

/** Writes a decision over an older one of its day, and never over a newer one. */
final class DecisionUpsert implements JdbcStatementBuilder<KeptDecision> {
  static final String SQL =
      """
      insert into decisions (rollout, kind, stage_index, day, sequence, log_offset, decision)
      select ?, ?, ?, ?, ?, ?, ?::jsonb
      where demand_lease(?)
      on conflict (rollout, kind, stage_index, day)
      do update set
          sequence = excluded.sequence, log_offset = excluded.log_offset,
          decision = excluded.decision, updated_at = now()
      where (excluded.sequence, excluded.log_offset) > (decisions.sequence, decisions.log_offset)
      """;

  /** Of {@link #SQL}, the parameter that is not of the decision. */
  static final int EPOCH_INDEX = 8;

  private static final long serialVersionUID = 1L;

  @Override
  public void accept(PreparedStatement statement, KeptDecision decision) throws SQLException {
    statement.setString(1, decision.rollout());
    statement.setString(2, decision.kind());
    statement.setInt(3, decision.stageIndex());
    statement.setObject(4, LocalDate.ofEpochDay(decision.day()));
    statement.setLong(5, decision.sequence());
    statement.setLong(6, decision.offset());
    statement.setString(7, decision.json());
  }
}
