package dev.sluice.jobs.lease;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a lease on a thread of its own: a task that is held up is alive. While the database is
 * away it keeps trying; nobody else can take the lease meanwhile.
 */
public final class LeaseRenewal implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(LeaseRenewal.class);
  private static final long GOODBYE_MILLIS = 500;

  private final LeaseRow row;
  private final long epoch;
  private final Runnable whenLost;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LeaseRenewal::thread);
  private boolean lost;
  private boolean away;

  LeaseRenewal(LeaseRow row, long epoch, Runnable whenLost) {
    this.row = row;
    this.epoch = epoch;
    this.whenLost = whenLost;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "lease-renewal");
    thread.setDaemon(true);
    return thread;
  }

  LeaseRenewal every(Duration interval) {
    long millis = interval.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Renews it once; tells, once, that it is lost. */
  void renew() {
    if (lost) {
      return;
    }
    try {
      lost = !row.renew(epoch);
      away = false;
    } catch (SQLException e) {
      if (!away) {
        logger.warn("the lease could not be renewed, trying on: {}", e.getMessage());
      }
      away = true;
    }
    if (lost) {
      whenLost.run();
    }
  }

  /** Stops renewing, and leaves the lease to expire: the job may be about to restart. */
  @Override
  public void close() {
    thread.execute(row::close);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
        logger.debug("the last renewal hangs, and ends with its connection's time limit");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
