package dev.sluice.gate.planning;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.HistogramLaplace;
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
    return noise(mechanism, epsilon) + devices(mechanism);
  }

  /** The mechanism knows its own noise: ask it about two reports that are all alike. */
  private static double noise(Mechanism mechanism, Epsilon epsilon) {
    long[] sums = new long[mechanism.slots()];
    sums[0] = 2;
    Estimate two =
        mechanism
            .headline(CellSums.of(2, sums, sums.clone()), epsilon)
            .orElseThrow(() -> new IllegalArgumentException("a guardrail has a headline"));
    return 2 * two.noiseVariance();
  }

  /** As if devices were spread evenly over the clipping range. */
  private static double devices(Mechanism mechanism) {
    if (mechanism instanceof GridLaplace grid) {
      return UNIFORM * (grid.high() - grid.low()) * (grid.high() - grid.low());
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
