package dev.sluice.jobs.operators;

import java.io.Serializable;
import java.time.Duration;

/**
 * Windows of one UTC day in event time, and when they close.
 *
 * @param allowedLatenessDays how many further days must have begun everywhere before a day closes
 */
public record DayWindows(int allowedLatenessDays) implements Serializable {
  private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  public DayWindows {
    if (allowedLatenessDays < 0) {
      throw new IllegalArgumentException(
          "allowed lateness must not be negative, was " + allowedLatenessDays + " days");
    }
  }

  /** Event time of a report of a day, in epoch milliseconds: the day's beginning. */
  public static long startMillis(long day) {
    return day * MILLIS_PER_DAY;
  }

  /** The last day that is over at a watermark. */
  static long lastPassed(long watermark) {
    return Math.floorDiv(watermark + 1, MILLIS_PER_DAY) - 1;
  }

  /** The watermark at which a day's window closes, in epoch milliseconds. */
  public long closingMillis(long day) {
    return startMillis(day + 1 + allowedLatenessDays) - 1;
  }

  /** The first day whose window is open at a watermark; behind all days at the end of time. */
  long oldestOpen(long watermark) {
    return watermark == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.floorDiv(watermark + 1, MILLIS_PER_DAY) - allowedLatenessDays;
  }

  /** Whether a day's window has closed at a watermark. */
  public boolean isClosed(long day, long watermark) {
    return watermark >= closingMillis(day);
  }
}
