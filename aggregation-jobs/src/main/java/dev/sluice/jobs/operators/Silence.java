package dev.sluice.jobs.operators;

import java.io.Serializable;
import java.time.Duration;

/**
 * How event time goes on when no report comes at all: by the clock, some days behind it.
 *
 * @param patience how long there must have been no report, in processing time, before the clock
 *     counts
 * @param marginDays how many days event time then stays behind the clock, at least 1. Also the
 *     longest outage between broker and job that makes no report late which would not have been
 */
public record Silence(Duration patience, int marginDays) implements Serializable {
  private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  public Silence {
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("patience must be at least 1 ms, was " + patience);
    }
    if (marginDays < 1) {
      throw new IllegalArgumentException("margin must be at least 1 day, was " + marginDays);
    }
  }

  /** Event time of a fleet that has long been silent at a time, both in epoch milliseconds. */
  long eventMillis(long clockMillis) {
    long today = Math.floorDiv(clockMillis, MILLIS_PER_DAY);
    return (today - marginDays) * MILLIS_PER_DAY;
  }
}
