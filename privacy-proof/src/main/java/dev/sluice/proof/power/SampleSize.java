package dev.sluice.proof.power;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The textbook sample size of a z-test, two-sided at {@value #ALPHA} with power {@value #POWER}: n
 * = (z(1 - alpha/2) + z(power))^2 V / effect^2, with V the variance that one device brings.
 */
final class SampleSize {
  static final double ALPHA = 0.05;
  static final double POWER = 0.8;

  private static final double FACTOR = factor();

  private SampleSize() {}

  /** Devices, of which {@code share} report the number; rounded up. */
  static long devices(double variance, double effect, double share) {
    return (long) Math.ceil(FACTOR * variance / (effect * effect) / share);
  }

  /**
   * Devices per arm when the noise is added once, to the mean of n devices: the least n with
   * variance / n + noise / n^2 = effect^2 / factor.
   */
  static long devicesUnderOneNoise(double variance, double noise, double effect) {
    double allowed = effect * effect / FACTOR;
    return (long)
        Math.ceil(
            (variance + Math.sqrt(variance * variance + 4 * allowed * noise)) / (2 * allowed));
  }

  private static double factor() {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double sum =
        normal.inverseCumulativeProbability(1 - ALPHA / 2)
            + normal.inverseCumulativeProbability(POWER);
    return sum * sum;
  }
}
