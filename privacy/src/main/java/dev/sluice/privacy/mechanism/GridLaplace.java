package dev.sluice.privacy.mechanism;

import java.util.List;
import java.util.Optional;

/**
 * A quantity clipped to public bounds, rounded to a grid of {@value #STEPS} steps, with discrete
 * Laplace noise: finite check, clip, round, noise, clamp.
 *
 * <p>Neighbours are replace-one, so the sensitivity is the whole grid and the scale b = {@value
 * #STEPS} / epsilon. The noised value is clamped to [-12 b, {@value #STEPS} + 12 b]; that is
 * post-processing, costs no privacy, and bounds what one report can do to a sum. It cuts a tail of
 * e^-12 (6e-6) and so leaves a bias far below anything measured here.
 *
 * @param low lower clipping bound, in the metric's unit
 * @param high upper clipping bound
 * @param worst the bound that a missing measurement is encoded as
 */
public record GridLaplace(double low, double high, Worst worst) implements Mechanism {
  /** Steps of the grid. */
  public static final int STEPS = 1000;

  private static final int CLAMP_SCALES = 12;

  /** Which bound is the bad end. */
  public enum Worst {
    LOW,
    HIGH
  }

  public GridLaplace {
    if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
      throw new IllegalArgumentException(
          "clipping bounds must be finite and ordered, were [" + low + ", " + high + "]");
    }
  }

  @Override
  public MechanismKind kind() {
    return MechanismKind.LAPLACE_GRID;
  }

  @Override
  public int payloadLength() {
    return 1;
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness) {
    long noised = randomness.addLaplace(grid(measurement), 1, STEPS, epsilon);
    long clamp = clamp(epsilon);
    return new long[] {Math.max(-clamp, Math.min(STEPS + clamp, noised))};
  }

  @Override
  public boolean admits(long[] payload, Epsilon epsilon) {
    long clamp = clamp(epsilon);
    return payload.length == 1 && payload[0] >= -clamp && payload[0] <= STEPS + clamp;
  }

  @Override
  public void accumulate(long[] payload, long[] sums, long[] sumsOfSquares) {
    sums[0] = Math.addExact(sums[0], payload[0]);
    sumsOfSquares[0] = Math.addExact(sumsOfSquares[0], Math.multiplyExact(payload[0], payload[0]));
  }

  @Override
  public List<Estimate> estimate(CellSums sums, Epsilon epsilon) {
    if (sums.reports() < 2) {
      return List.of();
    }
    double step = (high - low) / STEPS;
    double noise = noiseVariance(epsilon);
    double total = Math.max(sums.variance(0), noise);
    return List.of(
        new Estimate(
            "mean",
            low + step * sums.mean(0),
            step * step * noise / sums.reports(),
            step * step * total / sums.reports()));
  }

  @Override
  public Optional<Estimate> headline(CellSums sums, Epsilon epsilon) {
    return estimate(sums, epsilon).stream().findFirst();
  }

  @Override
  public double noiseless(Measurement measurement) {
    return low + (high - low) / STEPS * grid(measurement);
  }

  private long grid(Measurement measurement) {
    if (measurement instanceof Measurement.Category) {
      throw new IllegalArgumentException("a grid holds quantities, not categories");
    }
    // NaN and infinities must never reach the noise, which would let them through.
    if (!(measurement instanceof Measurement.Quantity quantity)
        || !Double.isFinite(quantity.value())) {
      return worst == Worst.LOW ? 0 : STEPS;
    }
    double clipped = Math.max(low, Math.min(high, quantity.value()));
    return Math.round((clipped - low) / (high - low) * STEPS);
  }

  private static long clamp(Epsilon epsilon) {
    return (long) Math.ceil(CLAMP_SCALES * (STEPS / epsilon.value()));
  }

  /** Variance of discrete Laplace noise is 2 b^2 up to a term of order 1. */
  private static double noiseVariance(Epsilon epsilon) {
    double scale = STEPS / epsilon.value();
    return 2 * scale * scale;
  }
}
