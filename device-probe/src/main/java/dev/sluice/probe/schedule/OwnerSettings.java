package dev.sluice.probe.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the device's owner allows.
 *
 * @param onlyOnExternalPower whether a run waits for the charger; a device without a battery is
 *     always on external power
 * @param leastBatteryFraction charge below which nothing runs, 0 to 1, also on the charger
 * @param notInPowerSaver whether a run waits until the system saves no power
 * @param mostOtherLoad runnable threads of other programs for each processor above which the device
 *     is busy, more than 0
 * @param onlyUnmetered whether asking and sending, and a run on another machine, wait for a network
 *     that costs nothing
 * @param quietHours at most 8
 * @param timePerDay how long models may run on a day
 * @param joulesPerDay how much energy they may take on a day
 * @param unknown what a condition that cannot be told is taken for
 */
public record OwnerSettings(
    boolean onlyOnExternalPower,
    double leastBatteryFraction,
    boolean notInPowerSaver,
    double mostOtherLoad,
    boolean onlyUnmetered,
    List<QuietHours> quietHours,
    Duration timePerDay,
    double joulesPerDay,
    Unknown unknown) {
  private static final int MOST_QUIET_HOURS = 8;
  private static final double MOST_LOAD = 1_000;
  private static final double MOST_JOULES = 1e9;

  /** On the charger, idle and cool; half an hour and 30 kJ a day. */
  public static final OwnerSettings DEFAULT =
      new OwnerSettings(
          true, 0.3, true, 0.5, true, List.of(), Duration.ofMinutes(30), 30_000, Unknown.CAREFUL);

  public OwnerSettings {
    quietHours = List.copyOf(quietHours);
    Objects.requireNonNull(unknown, "unknown");
    requireRange("leastBatteryFraction", leastBatteryFraction, 0, 1);
    requireRange("mostOtherLoad", mostOtherLoad, Double.MIN_VALUE, MOST_LOAD);
    requireRange("joulesPerDay", joulesPerDay, 0, MOST_JOULES);
    if (timePerDay.isNegative() || timePerDay.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("timePerDay must be 0 to 24 hours, was " + timePerDay);
    }
    if (quietHours.size() > MOST_QUIET_HOURS) {
      throw new IllegalArgumentException(
          "quietHours must be at most " + MOST_QUIET_HOURS + ", were " + quietHours.size());
    }
  }

  private static void requireRange(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, was %s".formatted(name, low, high, value));
    }
  }
}
