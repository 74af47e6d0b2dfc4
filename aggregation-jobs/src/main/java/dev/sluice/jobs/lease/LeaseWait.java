package dev.sluice.jobs.lease;

import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.lease.Claim.Elsewhere;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for another job's lease to end. That of a job which has died ends within its time to live;
 * one that is in force when patience ends has been renewed, and its job lives.
 */
final class LeaseWait {
  private static final Logger logger = LoggerFactory.getLogger(LeaseWait.class);
  private static final int LOOKS = 20;

  /** How time passes. */
  interface Time {
    /** Some point's distance in nanoseconds, as {@link System#nanoTime}. */
    long nanos();

    void sleep(Duration time) throws InterruptedException;
  }

  private final LeaseRow row;
  private final LeaseTerms terms;
  private final Time time;

  LeaseWait(LeaseRow row, LeaseTerms terms, Time time) {
    this.row = row;
    this.terms = terms;
    this.time = time;
  }

  /** The claim of a job once it holds; another job's if that lives. */
  Claim claim(String jobId) throws SQLException, InterruptedException {
    long end = time.nanos() + terms.patience().toNanos();
    boolean told = false;
    Claim claim = row.claim(jobId);
    while (claim instanceof Elsewhere other && time.nanos() < end) {
      if (!told) {
        logger.info(
            "waiting for job {} to end: its lease does in {} ms unless it renews it",
            other.holder(),
            other.expiresIn().toMillis());
        told = true;
      }
      time.sleep(pause(other));
      claim = row.claim(jobId);
    }
    return claim;
  }

  /** Until it may have ended; often enough, should the other job's end be seen otherwise. */
  private Duration pause(Elsewhere other) {
    Duration look = terms.timeToLive().dividedBy(LOOKS);
    Duration rest = other.expiresIn().plusMillis(1);
    return rest.compareTo(look) < 0 ? rest : look;
  }
}
