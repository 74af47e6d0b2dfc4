package dev.sluice.gate.planning;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.RandomizedResponse;

/**
 * Variance that one report brings to an estimate: the noise, which is known, and the differences
 * between devices, of which a pessimistic guess is made.
 */
final class ReportVariance {
  /** Variance of the uniform distribution over a range of 1. */
  private static final double UNIFORM = 1.0 / 12;

  private ReportVariance() {}

  static double of(Mechanism mechanism, Epsilon epsilon) {
    return mechanism.noiseVariance(epsilon) + devices(mechanism);
  }

  /** As if devices were spread evenly over the clipping range. */
  private static double devices(Mechanism mechanism) {
    if (mechanism instanceof MeanMechanism mean) {
      return UNIFORM * mean.range().width() * mean.range().width();
    }
    if (mechanism instanceof RandomizedResponse) {
      return UNIFORM;
    }
    if (mechanism instanceof HistogramLaplace) {
      throw new IllegalArgumentException("a histogram has no headline");
    }
    throw new AssertionError("the mechanisms are a closed list");
  }
}
