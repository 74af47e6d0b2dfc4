package dev.sluice.ingest;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things later, on one thread that starts with the first of them. */
final class Clockwork implements AutoCloseable {
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "ingest-clockwork");
            thread.setDaemon(true);
            return thread;
          });

  /** After it was closed nothing happens later. */
  void after(Duration time, Runnable work) {
    try {
      var unused = executor.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // Who closes it has hastened what would have waited.
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
