package dev.sluice.admission;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Which days are believed of a report, given when it was received.
 *
 * <p>A day in the far future would close every window before it, and days without bounds would fill
 * the tallies with keys. Whoever reads a log takes the log's own time stamp for the reception, not
 * the present: reading the same log again then judges it in the same way.
 *
 * @param pastDays how many days before its reception a report may be from, at least 0
 * @param futureDays how many days after it, at least 0; devices' clocks are not exact
 */
public record DayBounds(int pastDays, int futureDays) implements Serializable {
  private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  public DayBounds {
    if (pastDays < 0 || futureDays < 0) {
      throw new IllegalArgumentException(
          "day bounds must not be negative, were " + pastDays + " and " + futureDays);
    }
  }

  /** What is wrong with the day of a report that was received at a time in epoch milliseconds. */
  Optional<Refusal> objection(long day, long receivedMillis) {
    long receivedDay = Math.floorDiv(receivedMillis, MILLIS_PER_DAY);
    if (day < receivedDay - pastDays) {
      return Optional.of(Refusal.DAY_TOO_OLD);
    }
    return day > receivedDay + futureDays ? Optional.of(Refusal.DAY_IN_FUTURE) : Optional.empty();
  }
}
