package dev.sluice.probe.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to leave a server alone that did not answer: doubling from the first pause to the
 * longest, spread by jitter of 0.8 to 1.2 so that a fleet does not come back all at once.
 *
 * @param first pause after the first failure
 * @param longest never more than this before jitter, also if a server asks for more
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The pause after some failures in a row.
   *
   * @param failures at least 1
   * @param asked what the server asked for, at least
   * @param jitter uniform in [0, 1)
   */
  public Duration pause(int failures, Optional<Duration> asked, double jitter) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration wanted = asked.filter(time -> time.compareTo(doubled) > 0).orElse(doubled);
    return spread(wanted.compareTo(longest) > 0 ? longest : wanted, jitter);
  }

  /** A time, 0.8 to 1.2 of it. */
  public static Duration spread(Duration time, double jitter) {
    return Duration.ofMillis((long) (time.toMillis() * (0.8 + 0.4 * jitter)));
  }
}
