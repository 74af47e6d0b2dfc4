package dev.sluice.admission;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.util.Random;

/** Noise that a seed repeats; right for a wire format's tests, and for nothing else. */
final class SeededRandomness implements Randomness {
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
    return value
        - Math.round(scale * Math.signum(uniform) * Math.log1p(-2 * Math.abs(uniform) + 1e-12));
  }
}
