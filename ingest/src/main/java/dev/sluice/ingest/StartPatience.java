package dev.sluice.ingest;

import dev.sluice.ingest.intake.ReportLog;
import dev.sluice.ingest.intake.ReportLog.Readiness;
import java.time.Duration;

/**
 * Waits for a log that is just starting, so that the first report need not be told to come again.
 */
record StartPatience(Duration longest) {
  private static final long PAUSE_MILLIS = 50;

  /** Returns when the log is ready, or when patience is at its end; the log answers by itself. */
  void await(ReportLog log) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (log.readiness().toCompletableFuture().join() != Readiness.READY
        && System.nanoTime() < deadline) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
