package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long one answer took.
 *
 * @param timeToFirstToken from handing over the request until the first piece of text came back;
 *     absent where the whole text came at once
 * @param total until the last piece
 * @param counts the engine's own account of tokens; absent when it gave none
 */
public record GenerationTimings(
    Optional<Duration> timeToFirstToken, Duration total, Optional<TokenCounts> counts) {
  public GenerationTimings {
    Objects.requireNonNull(counts, "counts");
    Duration first = timeToFirstToken.orElse(Duration.ZERO);
    if (first.isNegative() || total.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "0 <= timeToFirstToken <= total must hold, were %s and %s".formatted(first, total));
    }
  }

  /** A text that came piece by piece. */
  public GenerationTimings(
      Duration timeToFirstToken, Duration total, Optional<TokenCounts> counts) {
    this(Optional.of(timeToFirstToken), total, counts);
  }
}
