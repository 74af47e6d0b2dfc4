package dev.sluice.ingest.admission;

import dev.sluice.ingest.problem.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Which days a report may be of: from {@code maxAgeDays} before today up to tomorrow, in UTC. One
 * day ahead is admitted because devices' clocks are not exact.
 */
final class DayWindow {
  private static final int DAYS_AHEAD = 1;
  private static final long MILLIS_PER_DAY = 86_400_000;

  private final int maxAgeDays;
  private final Clock clock;

  DayWindow(int maxAgeDays, Clock clock) {
    if (maxAgeDays < 0) {
      throw new IllegalArgumentException("maxAgeDays must not be negative, was " + maxAgeDays);
    }
    this.maxAgeDays = maxAgeDays;
    this.clock = clock;
  }

  Optional<Problem> objection(LocalDate day) {
    long today = Math.floorDiv(clock.millis(), MILLIS_PER_DAY);
    long ageDays = today - day.toEpochDay();
    if (ageDays > maxAgeDays) {
      return Optional.of(Problem.DAY_TOO_OLD);
    }
    return ageDays < -DAYS_AHEAD ? Optional.of(Problem.DAY_IN_FUTURE) : Optional.empty();
  }
}
