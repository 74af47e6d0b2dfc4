package dev.sluice.jobs.postgres;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/** What a writer does once, when it has the lease and before it writes anything. */
interface LeasedStart extends Serializable {
  /** Nothing. */
  LeasedStart NONE = (connection, epoch) -> {};

  void run(Connection connection, long epoch) throws SQLException;
}
