package dev.sluice.jobs.lease;

import java.sql.SQLException;

/** Where the lease is kept. */
interface LeaseRow extends AutoCloseable {

  /** Takes the lease, unless another job's is in force. A holder keeps its epoch. */
  Claim claim(String jobId) throws SQLException;

  /**
   * Renews the lease of a tenure; false if another one has begun. An expired one can be renewed.
   */
  boolean renew(long epoch) throws SQLException;

  @Override
  void close();
}
