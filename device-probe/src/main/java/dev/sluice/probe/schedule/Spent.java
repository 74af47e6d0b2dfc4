package dev.sluice.probe.schedule;

import java.time.Duration;

/**
 * What runs have taken from the device on one day.
 *
 * @param joules measured where the device can, else the time by the watts that the owner assumes
 */
public record Spent(Duration time, double joules) {
  public static final Spent NOTHING = new Spent(Duration.ZERO, 0);

  public Spent {
    if (time.isNegative() || !(joules >= 0) || Double.isInfinite(joules)) {
      throw new IllegalArgumentException(
          "spent time and joules must not be negative, were %s and %s".formatted(time, joules));
    }
  }

  /** The same and some time more, at a power in watts. */
  public Spent plus(Duration more, double watts) {
    return new Spent(time.plus(more), joules + watts * more.toNanos() / 1e9);
  }
}
