package dev.sluice.ingest.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators when appending begins to fail and when it works again, and nothing in between.
 */
final class AppendFailures {
  private static final Logger LOG = LoggerFactory.getLogger(AppendFailures.class);

  private final AtomicBoolean failing = new AtomicBoolean();

  /** Takes note of how one append ended. */
  void observe(@Nullable Exception failure) {
    boolean failed = failure != null;
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
