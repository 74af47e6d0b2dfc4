package dev.sluice.ingest.senders;

import java.util.concurrent.TimeUnit;

/**
 * A rate limit with a burst: a bucket that fills at a rate, and from which each report takes one.
 * Safe for use by many threads.
 */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double perSecond;
  private final double capacity;
  private double content;
  private long filledNanos;

  /**
   * A full bucket.
   *
   * @param perSecond reports a second, above 0
   * @param capacity most reports at once, at least 1
   */
  TokenBucket(double perSecond, double capacity, long nowNanos) {
    this.perSecond = perSecond;
    this.capacity = capacity;
    this.content = capacity;
    this.filledNanos = nowNanos;
  }

  double perSecond() {
    return perSecond;
  }

  /**
   * Takes all of some reports or none.
   *
   * @return 0 if they were taken, else the seconds after which they may be, at least 1
   */
  synchronized int take(int reports, long nowNanos) {
    long passed = Math.max(0, nowNanos - filledNanos);
    content = Math.min(capacity, content + passed * perSecond / NANOS_PER_SECOND);
    filledNanos = nowNanos;
    if (reports <= content) {
      content -= reports;
      return 0;
    }
    return (int) Math.max(1, Math.ceil((reports - content) / perSecond));
  }
}
