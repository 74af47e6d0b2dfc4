package dev.sluice.jobs.lease;

import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.lease.Claim.Elsewhere;
import dev.sluice.jobs.lease.Claim.Held;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The row of {@code job_lease}, by a connection of its own, which is made anew after a failure. Not
 * thread-safe.
 */
final class LeaseTable implements LeaseRow {
  /** Nobody could renew while the server was down: that time does not count. */
  private static final String END =
      "greatest(job_lease.expires_at,"
          + " pg_postmaster_start_time() + (job_lease.expires_at - job_lease.renewed_at))";

  private static final String CLAIM =
      """
      insert into job_lease (holder, epoch, renewed_at, expires_at)
      values (?, 1, clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond')
      on conflict (only_row) do update set
          holder = excluded.holder,
          epoch = job_lease.epoch
                  + case when job_lease.holder = excluded.holder then 0 else 1 end,
          renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
      where job_lease.holder = excluded.holder or clock_timestamp() > %s
      returning epoch
      """
          .formatted(END);
  private static final String HOLDER =
      "select holder, (extract(epoch from %s - clock_timestamp()) * 1000)::bigint from job_lease"
          .formatted(END);
  private static final String RENEW =
      """
      update job_lease set
          renewed_at = clock_timestamp(),
          expires_at = clock_timestamp() + ? * interval '1 millisecond'
      where epoch = ?
      """;

  private final PGSimpleDataSource database;
  private final long timeToLiveMillis;

  private @Nullable Connection connection;

  LeaseTable(DatabaseAccess access, LeaseTerms terms) {
    timeToLiveMillis = terms.timeToLive().toMillis();
    database = new PGSimpleDataSource();
    database.setUrl(access.jdbcUrl());
    // A connection that hangs must not cost the lease: there is time for another.
    int seconds = (int) Math.max(1, terms.timeToLive().toSeconds() / 3);
    if (database.getSocketTimeout() == 0) {
      database.setSocketTimeout(seconds);
    }
    database.setConnectTimeout(seconds);
  }

  @Override
  public Claim claim(String jobId) throws SQLException {
    return call(
        open -> {
          try (PreparedStatement claim = open.prepareStatement(CLAIM)) {
            claim.setString(1, jobId);
            claim.setLong(2, timeToLiveMillis);
            try (ResultSet row = claim.executeQuery()) {
              return row.next() ? new Held(row.getLong(1)) : holder(open);
            }
          }
        });
  }

  private static Claim holder(Connection open) throws SQLException {
    try (PreparedStatement look = open.prepareStatement(HOLDER);
        ResultSet row = look.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("job_lease has lost its row");
      }
      return new Elsewhere(row.getString(1), Duration.ofMillis(Math.max(0, row.getLong(2))));
    }
  }

  @Override
  public boolean renew(long epoch) throws SQLException {
    return call(
        open -> {
          try (PreparedStatement renew = open.prepareStatement(RENEW)) {
            renew.setLong(1, timeToLiveMillis);
            renew.setLong(2, epoch);
            return renew.executeUpdate() == 1;
          }
        });
  }

  private interface Call<T> {
    T on(Connection open) throws SQLException;
  }

  private <T> T call(Call<T> call) throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.getConnection();
      connection = open;
    }
    try {
      return call.on(open);
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException ignored) {
        // It was the connection's failure that brought us here.
      }
    }
  }
}
