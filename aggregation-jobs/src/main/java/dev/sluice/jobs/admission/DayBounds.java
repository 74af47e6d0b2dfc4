package dev.sluice.jobs.admission;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Which days are believed of a report, given when it was appended to the log.
 *
 * <p>A day in the far future would close every window before it, and days without bounds would fill
 * the tallies with keys. The log's own time stamp is the reference, not the present: reading the
 * same log again judges it in the same way.
 *
 * @param pastDays how many days before the log's a report may be from, at least 0
 * @param futureDays how many days after the log's, at least 0
 */
public record DayBounds(int pastDays, int futureDays) implements Serializable {
  private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  public DayBounds {
    if (pastDays < 0 || futureDays < 0) {
      throw new IllegalArgumentException(
          "day bounds must not be negative, were " + pastDays + " and " + futureDays);
    }
  }

  /** What is wrong with the day of a report that was logged at a time in epoch milliseconds. */
  Optional<Refusal> objection(long day, long loggedMillis) {
    long loggedDay = Math.floorDiv(loggedMillis, MILLIS_PER_DAY);
    if (day < loggedDay - pastDays) {
      return Optional.of(Refusal.DAY_TOO_OLD);
    }
    return day > loggedDay + futureDays ? Optional.of(Refusal.DAY_IN_FUTURE) : Optional.empty();
  }
}
