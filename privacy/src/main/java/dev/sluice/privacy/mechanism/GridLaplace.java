package dev.sluice.privacy.mechanism;

import java.util.List;

/**
 * A quantity clipped to public bounds and rounded to a grid, with Laplace noise in integers: finite
 * check, clip, round, noise, clamp.
 *
 * <p>Neighbours are replace-one, so the sensitivity is the whole grid of {@link ClippedRange#STEPS}
 * and the scale b = STEPS / epsilon. The noised value is clamped to [-12 b, STEPS + 12 b]; that is
 * post-processing, costs no privacy, and bounds what one report can do to a sum. It cuts a tail of
 * e^-12 (6e-6) and so leaves a bias far below anything measured here.
 *
 * @param range where the quantity is clipped to
 */
public record GridLaplace(ClippedRange range) implements MeanMechanism {
  private static final int STEPS = ClippedRange.STEPS;
  private static final int CLAMP_SCALES = 12;
  private static final LinearResponse RESPONSE = new LinearResponse(0, 1);

  @Override
  public MechanismKind kind() {
    return MechanismKind.LAPLACE_GRID;
  }

  @Override
  public long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness) {
    long noised = randomness.addLaplace(range.step(measurement), 1, STEPS, epsilon);
    long clamp = clamp(epsilon);
    return new long[] {Math.max(-clamp, Math.min(STEPS + clamp, noised))};
  }

  @Override
  public long greatestMagnitude(Epsilon epsilon) {
    return STEPS + clamp(epsilon);
  }

  @Override
  public boolean admits(long[] payload, Epsilon epsilon) {
    long clamp = clamp(epsilon);
    return payload.length == 1 && payload[0] >= -clamp && payload[0] <= STEPS + clamp;
  }

  @Override
  public List<Estimate> estimate(CellSums sums, Epsilon epsilon) {
    return sums.reports() < 2 ? List.of() : RESPONSE.estimate(range, sums, payloadNoise(epsilon));
  }

  @Override
  public double noiseVariance(Epsilon epsilon) {
    double unit = RESPONSE.unit(range);
    return unit * unit * payloadNoise(epsilon);
  }

  private static long clamp(Epsilon epsilon) {
    return (long) Math.ceil(CLAMP_SCALES * (STEPS / epsilon.value()));
  }

  /** Variance of Laplace noise is 2 b^2; rounding it to integers adds 1/12, which is left out. */
  private static double payloadNoise(Epsilon epsilon) {
    double scale = STEPS / epsilon.value();
    return 2 * scale * scale;
  }
}
