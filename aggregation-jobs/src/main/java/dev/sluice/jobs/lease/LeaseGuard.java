package dev.sluice.jobs.lease;

import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.config.LeaseTerms;
import dev.sluice.jobs.lease.Claim.Elsewhere;
import dev.sluice.jobs.lease.Claim.Held;
import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Lets one job write. Whatever writes asks first, on whichever machine it is: a job to which this
 * says no has begun nothing, and has not disturbed the one that writes.
 */
public final class LeaseGuard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final DatabaseAccess database;
  private final LeaseTerms terms;

  /** A guard over the tables of a database. */
  public LeaseGuard(DatabaseAccess database, LeaseTerms terms) {
    this.database = database;
    this.terms = terms;
  }

  /**
   * Takes the lease for a task's job, after waiting where another job has it that may have died.
   *
   * @return the epoch under which the job may write
   * @throws SuppressRestartsException if another job has the lease and lives: this one is to end
   * @throws IOException if the database does not answer, or the task is cancelled meanwhile
   */
  public long claim(InitContext task) throws IOException {
    String job = task.getJobInfo().getJobId().toHexString();
    try (LeaseTable row = new LeaseTable(database, terms)) {
      Claim claim = new LeaseWait(row, terms, SystemTime.INSTANCE).claim(job);
      if (claim instanceof Elsewhere other) {
        throw new SuppressRestartsException(new IllegalStateException(refusal(job, other)));
      }
      return ((Held) claim).epoch();
    } catch (SQLException e) {
      throw new IOException("cannot take the lease on the tables of " + database, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("cancelled while waiting for the lease", e);
    }
  }

  private static String refusal(String job, Elsewhere other) {
    return ("job %s writes to these tables and lives, so job %s has ended and written no results;"
            + " to replace it: jobs stop %s, then jobs submit --savepoint")
        .formatted(other.holder(), job, other.holder());
  }

  /**
   * Renews the lease until it is closed.
   *
   * @param task where the task is made to fail if the lease is lost: the job then restarts, and
   *     learns from {@link #claim} whether it has a successor
   */
  public LeaseRenewal renew(long epoch, MailboxExecutor task) {
    return new LeaseRenewal(
            new LeaseTable(database, terms), epoch, () -> task.execute(LeaseGuard::fail, "lease"))
        .every(terms.renewEvery());
  }

  private static void fail() throws IOException {
    throw new IOException("another job has taken the lease over");
  }

  private enum SystemTime implements LeaseWait.Time {
    INSTANCE;

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time.toMillis());
    }
  }
}
