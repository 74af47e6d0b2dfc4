package dev.sluice.gate.decision;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far the number of reports about eligibility is from what the design gives it.
 *
 * <p>Of the devices of a cohort a share w draws eligibility and answers whatever it is; of the
 * others, only the share E of eligible ones have a run and answer. So reports about eligibility and
 * about anything else, n and m, should be as w to (1 - w) E, or
 *
 * <pre>    (1 - w) E n - w m  =  0</pre>
 *
 * <p>up to the variance (1 - w)^2 (E^2 n + n^2 Var E) + w^2 m of Poisson counts and an estimate of
 * E that is made of what the n answered, and so does not depend on how many they are.
 */
final class EligibilityRatio {
  private EligibilityRatio() {}

  /**
   * A statistic of one degree of freedom; empty while too few reports are expected.
   *
   * @param asked n, reports about eligibility
   * @param others m, reports about anything else
   * @param weight w, share of the draws that are about eligibility
   * @param eligible E, as estimated; empty if it is not known, when too few reports are a mismatch
   *     whatever it is, and more are none
   */
  static OptionalDouble statistic(
      long asked, long others, double weight, Optional<PooledEstimate> eligible) {
    double least = weight / (1 - weight) * others;
    if (least < Pearson.LEAST_EXPECTED) {
      return OptionalDouble.empty();
    }
    if (eligible.isEmpty() && asked >= least) {
      return OptionalDouble.of(0);
    }
    double share = eligible.map(each -> Math.max(0, Math.min(1, each.value()))).orElse(1.0);
    double shareVariance = eligible.map(PooledEstimate::variance).orElse(0.0);
    double rest = 1 - weight;
    double apart = rest * share * asked - weight * others;
    double variance =
        rest * rest * (share * share * asked + (double) asked * asked * shareVariance)
            + weight * weight * others;
    return OptionalDouble.of(apart * apart / variance);
  }
}
