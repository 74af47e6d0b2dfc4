package dev.sluice.proof.audit;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Exact one-sided bounds for a probability (Clopper, Pearson 1934): quantiles of a beta. */
final class ClopperPearson {
  private ClopperPearson() {}

  /** The probability is below this with a chance of at most alpha. */
  static double lower(long hits, long trials, double alpha) {
    return hits == 0
        ? 0
        : BetaDistribution.of((double) hits, trials - hits + 1.0)
            .inverseCumulativeProbability(alpha);
  }

  /** The probability is above this with a chance of at most alpha. */
  static double upper(long hits, long trials, double alpha) {
    return hits == trials
        ? 1
        : BetaDistribution.of(hits + 1.0, (double) (trials - hits))
            .inverseSurvivalProbability(alpha);
  }

  /** Lower bound of ln(p / q), wrong with a chance of at most 2 alpha; minus infinity at worst. */
  static double logRatio(long hits, long trials, long otherHits, long otherTrials, double alpha) {
    return Math.log(lower(hits, trials, alpha) / upper(otherHits, otherTrials, alpha));
  }
}
