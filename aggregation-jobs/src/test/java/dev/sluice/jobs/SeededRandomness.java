package dev.sluice.jobs;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.util.SplittableRandom;

/** Fast and repeatable, for what is about estimates and not about secrets. */
final class SeededRandomness implements Randomness {
  private final SplittableRandom random;

  SeededRandomness(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public int uniform(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public long bits63() {
    return random.nextLong() >>> 1;
  }

  /** The difference of two exponential variables, rounded. */
  @Override
  public long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {
    double scale = l0Sensitivity * lInfSensitivity / epsilon.value();
    double up = exponential();
    double down = exponential();
    return value + Math.round(scale * (up - down));
  }

  private double exponential() {
    return -Math.log1p(-random.nextDouble());
  }
}
