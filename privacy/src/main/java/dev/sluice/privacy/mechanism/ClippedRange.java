package dev.sluice.privacy.mechanism;

/**
 * A quantity's public clipping range, divided into a grid of {@value #STEPS} steps. Whatever a
 * device measured comes out as a step from 0 to {@value #STEPS}: here NaN, infinities and outliers
 * end, so that no noise ever meets them.
 *
 * @param low lower clipping bound, in the metric's unit
 * @param high upper clipping bound
 * @param worst the bound that a missing measurement is encoded as
 */
public record ClippedRange(double low, double high, Worst worst) {
  /** Steps of the grid. */
  public static final int STEPS = 1000;

  /** Which bound is the bad end. */
  public enum Worst {
    LOW,
    HIGH
  }

  public ClippedRange {
    if (!Double.isFinite(low) || !Double.isFinite(high - low) || !(low < high)) {
      throw new IllegalArgumentException(
          "clipping bounds must be finite and ordered, were [" + low + ", " + high + "]");
    }
  }

  /** Width of the range. */
  public double width() {
    return high - low;
  }

  /** The value at a step, or between steps. */
  double at(double step) {
    return low + width() / STEPS * step;
  }

  /**
   * The step of a measurement: checked for finiteness, clipped, rounded.
   *
   * @throws IllegalArgumentException if it is a category
   */
  int step(Measurement measurement) {
    if (measurement instanceof Measurement.Category) {
      throw new IllegalArgumentException("a range holds quantities, not categories");
    }
    // NaN and infinities must never reach the noise, which would let them through.
    if (!(measurement instanceof Measurement.Quantity quantity)
        || !Double.isFinite(quantity.value())) {
      return worst == Worst.LOW ? 0 : STEPS;
    }
    double clipped = Math.max(low, Math.min(high, quantity.value()));
    return (int) Math.round((clipped - low) / width() * STEPS);
  }
}
