package dev.sluice.suites;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast answers have to come.
 *
 * @param firstToken from handing over the prompt to the first piece of text
 * @param total to the last piece; one of the two at least, each 1 ms to 10 minutes
 * @param share how many of the answers have to keep to it, greater than 0 and at most 1
 */
public record LatencyBound(Optional<Duration> firstToken, Optional<Duration> total, double share) {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public LatencyBound {
    if (firstToken.isEmpty() && total.isEmpty()) {
      throw new IllegalArgumentException("a latency bound must have firstToken or total");
    }
    firstToken.ifPresent(limit -> requireRange("firstToken", limit));
    total.ifPresent(limit -> requireRange("total", limit));
    Bounds.rate("share", share);
  }

  /**
   * Whether an answer came fast enough.
   *
   * @param toFirstToken absent when it was not measured: then no bound on it is kept
   */
  public boolean keptBy(Optional<Duration> toFirstToken, Duration toLast) {
    return firstToken
            .map(limit -> toFirstToken.filter(time -> time.compareTo(limit) <= 0).isPresent())
            .orElse(true)
        && total.map(limit -> toLast.compareTo(limit) <= 0).orElse(true);
  }

  private static void requireRange(String name, Duration limit) {
    if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 1ms and 600s, but is " + limit.toMillis() + "ms");
    }
  }
}
