package dev.sluice.ingest.http;

import java.time.Duration;

/**
 * What a client may take of the server.
 *
 * @param maxBatchReports most reports in one batch, at least 1
 * @param maxConnections most open connections; further ones are closed at once
 * @param headTimeout how long after it was opened a connection may take to its first request
 * @param bodyTimeout how long after a request's headers its body may take
 * @param idleTimeout after which a connection is closed on which nothing moves
 */
public record HttpLimits(
    int maxBatchReports,
    int maxConnections,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration idleTimeout) {

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          1_000, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** Longer than a log may take to settle a report. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private static final Duration LONGEST_WATCH_INTERVAL = Duration.ofSeconds(1);

  /** The same limits with batches of at most some reports. */
  public HttpLimits withBatchesUpTo(int reports) {
    return new HttpLimits(
        Math.min(maxBatchReports, reports), maxConnections, headTimeout, bodyTimeout, idleTimeout);
  }

  /**
   * How long after a body's end the connection's next request may have to begin: a client that
   * drips its headers is idle, whatever it sends.
   */
  Duration nextRequestTimeout() {
    return idleTimeout.plus(LONGEST_ANSWER);
  }

  /** How often it is looked for what is late. */
  Duration watchInterval() {
    Duration shortest = headTimeout.compareTo(bodyTimeout) < 0 ? headTimeout : bodyTimeout;
    Duration part = shortest.dividedBy(4);
    return part.compareTo(LONGEST_WATCH_INTERVAL) < 0 ? part : LONGEST_WATCH_INTERVAL;
  }
}
