package dev.sluice.jobs.sinks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes without throwing. Flink closes sinks while it cleans up a failed task, takes an exception
 * there for fatal, and ends the whole TaskManager; and the connectors throw once more at a close
 * what has made them fail: a database that is away, a transaction that was fenced.
 *
 * <p>Nothing is lost by it. A checkpoint, and the end of the input, have flushed before, and there
 * failures count; what was not flushed is in no checkpoint, and is written again after the restart.
 */
final class QuietClose {
  private static final Logger logger = LoggerFactory.getLogger(QuietClose.class);

  private QuietClose() {}

  static void close(AutoCloseable closed, String what) {
    try {
      closed.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // AutoCloseable declares it
      logger.warn("{} did not close in order; the restart makes that good: {}", what, root(e));
      logger.debug("the failed close", e);
    }
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
