package dev.sluice.ingest.http;

import java.time.Duration;

/**
 * What a client may take of the server.
 *
 * @param maxBatchReports most reports in one batch, at least 1
 * @param maxConnections most open connections; further ones are closed at once
 * @param bodyTimeout how long after a request's headers its body may take
 * @param idleTimeout after which a connection is closed on which nothing moves
 */
public record HttpLimits(
    int maxBatchReports, int maxConnections, Duration bodyTimeout, Duration idleTimeout) {

  public static final HttpLimits DEFAULT =
      new HttpLimits(1_000, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** The same limits with batches of at most some reports. */
  public HttpLimits withBatchesUpTo(int reports) {
    return new HttpLimits(
        Math.min(maxBatchReports, reports), maxConnections, bodyTimeout, idleTimeout);
  }
}
