package dev.sluice.probe.gguf;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a server may cost.
 *
 * @param totalBytes read from it altogether, at least 1
 * @param chunkBytes asked for at once, at least 1
 * @param redirects followed on the way to one answer
 * @param requestTime for one answer, from the request to its last byte
 * @param totalTime for all of them
 */
public record RemoteLimits(
    long totalBytes, int chunkBytes, int redirects, Duration requestTime, Duration totalTime) {

  /** The vocabularies of 2026 make headers of up to some 20 MB. */
  public static final RemoteLimits STANDARD =
      new RemoteLimits(64L << 20, 1 << 20, 5, Duration.ofSeconds(30), Duration.ofMinutes(3));

  public RemoteLimits {
    Objects.requireNonNull(requestTime, "requestTime");
    Objects.requireNonNull(totalTime, "totalTime");
    if (totalBytes < 1 || chunkBytes < 1 || redirects < 0) {
      throw new IllegalArgumentException(
          "bytes must be at least 1 and redirects not negative, were %d, %d and %d"
              .formatted(totalBytes, chunkBytes, redirects));
    }
  }
}
