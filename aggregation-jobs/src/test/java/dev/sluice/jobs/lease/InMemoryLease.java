package dev.sluice.jobs.lease;

import java.sql.SQLException;
import java.time.Duration;

/** The lease as the table has it, by a clock that a test turns. */
final class InMemoryLease implements LeaseRow, LeaseWait.Time {
  private final Duration timeToLive;

  private String holder = "";
  private long epoch;
  private Duration expiresAt = Duration.ZERO;
  private Duration now = Duration.ofDays(1);
  private Runnable whileTimePasses = () -> {};
  private boolean away;
  private boolean closed;

  InMemoryLease(Duration timeToLive) {
    this.timeToLive = timeToLive;
  }

  void whileTimePasses(Runnable others) {
    whileTimePasses = others;
  }

  void setAway(boolean isAway) {
    away = isAway;
  }

  Duration now() {
    return now;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public Claim claim(String jobId) throws SQLException {
    answer();
    if (!jobId.equals(holder)) {
      if (now.compareTo(expiresAt) < 0) {
        return new Claim.Elsewhere(holder, expiresAt.minus(now));
      }
      holder = jobId;
      epoch++;
    }
    expiresAt = now.plus(timeToLive);
    return new Claim.Held(epoch);
  }

  @Override
  public boolean renew(long ofEpoch) throws SQLException {
    answer();
    if (ofEpoch != epoch) {
      return false;
    }
    expiresAt = now.plus(timeToLive);
    return true;
  }

  private void answer() throws SQLException {
    if (away) {
      throw new SQLException("connection refused");
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public long nanos() {
    return now.toNanos();
  }

  @Override
  public void sleep(Duration time) {
    now = now.plus(time);
    whileTimePasses.run();
  }
}
