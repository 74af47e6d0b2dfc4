package dev.sluice.probe.schedule;

import java.time.Duration;

/**
 * What runs have taken from the device on one day.
 *
 * @param joules as a meter counts them where there is one, else the time by the watts that the
 *     owner assumes
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
    return plusMeasured(more, watts * more.toNanos() / 1e9);
  }

  /** The same and some time more, in which so many joules were drawn. */
  public Spent plusMeasured(Duration more, double drawn) {
    return new Spent(time.plus(more), joules + drawn);
  }
}
