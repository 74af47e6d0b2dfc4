package dev.sluice.jobs.postgres;

import java.io.Serializable;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;

/**
 * A statement that takes effect under the lease of an epoch only.
 *
 * @param sql calls {@code demand_lease(?)} as its last parameter, so that the statement's own
 *     transaction holds the lease still
 * @param values binds all parameters before that
 * @param epochIndex the last parameter's index, counted from 1
 * @param <T> type of what is written
 */
record LeasedStatement<T>(String sql, JdbcStatementBuilder<T> values, int epochIndex)
    implements Serializable {

  /** Binds everything. */
  JdbcStatementBuilder<T> under(long epoch) {
    return (statement, element) -> {
      values.accept(statement, element);
      statement.setLong(epochIndex, epoch);
    };
  }
}
