package dev.sluice.standalone.bench.reports;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.util.Random;

/** Noise that a seed repeats: it protects nobody, and nobody's data is in a bench. */
final class SeededRandomness implements Randomness {
  /** Keeps the logarithm below finite where the uniform value is at the end of its range. */
  private static final double LEAST = 1e-12;

  private final Random random;

  SeededRandomness(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public int uniform(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public long bits63() {
    return random.nextLong() >>> 1;
  }

  @Override
  public long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {
    double scale = l0Sensitivity * lInfSensitivity / epsilon.value();
    double uniform = random.nextDouble() - 0.5;
    double magnitude = -scale * Math.log(Math.max(LEAST, 1 - 2 * Math.abs(uniform)));
    return value + Math.round(Math.copySign(magnitude, uniform));
  }
}
