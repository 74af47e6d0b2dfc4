package dev.sluice.probe.cycle;

import dev.sluice.privacy.mechanism.Randomness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * How long a report waits before it may leave: uniformly at random, up to a limit. The arrival of a
 * report then does not tell when the model ran, and the reports of one day leave in no order.
 *
 * @param longest most a report waits, 0 to {@link #LIMIT}; in whole seconds
 */
public record SendDelay(Duration longest, InstantSource clock, Randomness randomness) {
  /** The greatest limit: a report must arrive while its day can still be counted. */
  public static final Duration LIMIT = Duration.ofDays(7);

  public SendDelay {
    if (longest.isNegative() || longest.compareTo(LIMIT) > 0) {
      throw new IllegalArgumentException(
          "the send delay must be 0 to " + LIMIT.toDays() + " days, was " + longest);
    }
  }

  /** The moment before which a report that is made now must not leave. */
  Instant drawn() {
    int seconds = Math.toIntExact(longest.toSeconds());
    return now().plusSeconds(randomness.uniform(seconds + 1));
  }

  /**
   * Whether a report may leave.
   *
   * @param sendAfter what {@link #drawn} said when it was made
   */
  public boolean isOver(Instant sendAfter) {
    // Farther ahead than any delay: the clock was turned back, or the limit lowered since.
    return !sendAfter.isAfter(now()) || sendAfter.isAfter(now().plus(longest));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
