package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long one answer took.
 *
 * @param timeToFirstToken from handing over the request until the first piece of text came back
 * @param total until the last piece
 * @param counts the engine's own account of tokens; absent when it gave none
 */
public record GenerationTimings(
    Duration timeToFirstToken, Duration total, Optional<TokenCounts> counts) {
  public GenerationTimings {
    Objects.requireNonNull(counts, "counts");
    if (timeToFirstToken.isNegative() || total.compareTo(timeToFirstToken) < 0) {
      throw new IllegalArgumentException(
          "0 <= timeToFirstToken <= total must hold, were %s and %s"
              .formatted(timeToFirstToken, total));
    }
  }
}
