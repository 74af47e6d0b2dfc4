package dev.sluice.probe.schedule;

import java.time.Duration;
import java.time.LocalTime;

/**
 * Hours of the day in which nothing is begun, by the device's own clock on the wall.
 *
 * @param from the first moment
 * @param until the first moment after them; before {@code from} if midnight lies between
 */
public record QuietHours(LocalTime from, LocalTime until) {
  public QuietHours {
    if (from.equals(until)) {
      throw new IllegalArgumentException("quiet hours must not begin and end at " + from);
    }
  }

  boolean contains(LocalTime time) {
    return from.isBefore(until)
        ? !time.isBefore(from) && time.isBefore(until)
        : !time.isBefore(from) || time.isBefore(until);
  }

  /** How long they go on from a moment within them. */
  Duration left(LocalTime time) {
    Duration left = Duration.between(time, until);
    return left.isNegative() ? left.plusDays(1) : left;
  }
}
