package dev.sluice.probe.send;

import java.time.Duration;

/**
 * How long to go on trying.
 *
 * @param attempts most requests, at least 1
 * @param firstDelay pause after the first failure; doubled after each further one
 * @param maxDelay longest pause, also when a server asks for more
 * @param requestTimeout limit of one request
 */
public record RetryPolicy(
    int attempts, Duration firstDelay, Duration maxDelay, Duration requestTimeout) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(20));

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
    }
  }

  /** The pause after a number of failures, before jitter. */
  public Duration delay(int failures) {
    Duration doubled = firstDelay.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
  }
}
