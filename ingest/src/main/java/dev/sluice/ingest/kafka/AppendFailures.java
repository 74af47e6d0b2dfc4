package dev.sluice.ingest.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators when appending begins to fail and when it works again, and nothing in between.
 */
final class AppendFailures {
  private static final Logger LOG = LoggerFactory.getLogger(AppendFailures.class);

  /** Nobody sends to what says that it is not ready: it must be tried again some time. */
  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long lastFailureNanos;

  /** Whether the last append failed, a short time ago. */
  boolean isFailing(long nowNanos) {
    return failing.get() && nowNanos - lastFailureNanos < MEMORY_NANOS;
  }

  /** Takes note of how one append ended. */
  void observe(@Nullable Exception failure, long nowNanos) {
    boolean failed = failure != null;
    if (failed) {
      lastFailureNanos = nowNanos;
    }
    if (failing.get() == failed || !failing.compareAndSet(!failed, failed)) {
      return;
    }
    if (failure != null) {
      LOG.warn("the log does not take reports: {}", failure.getClass().getSimpleName());
    } else {
      LOG.info("the log takes reports again");
    }
  }
}
