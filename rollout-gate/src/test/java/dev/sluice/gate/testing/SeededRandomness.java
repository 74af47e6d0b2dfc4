package dev.sluice.gate.testing;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.util.SplittableRandom;

/** Fast, repeatable and not private: the same distributions as the real thing, for simulations. */
public final class SeededRandomness implements Randomness {
  private final SplittableRandom random;

  public SeededRandomness(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public int uniform(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public long bits63() {
    return random.nextLong() & Long.MAX_VALUE;
  }

  public double fraction() {
    return random.nextDouble();
  }

  /** Standard normal, by the sum of twelve uniforms: its tails do not matter here. */
  public double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** The difference of two geometric variables is discrete Laplace. */
  @Override
  public long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {
    double decay = epsilon.value() / ((double) l0Sensitivity * lInfSensitivity);
    return value + geometric(decay) - geometric(decay);
  }

  private long geometric(double decay) {
    return (long) Math.floor(-Math.log(1 - random.nextDouble()) / decay);
  }
}
