package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Pair;
import dev.sluice.gate.evidence.Stratum;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.registry.Metric;
import java.util.Map;
import java.util.Optional;

/**
 * Share of an arm's devices that are in one category of a metric, estimated within each stratum and
 * combined by inverse variance, for the reasons that {@link StratifiedDifference} gives.
 *
 * @param value the estimate; may lie outside of 0 to 1
 * @param variance of the estimate, above 0
 * @param reports reports that it is made of
 */
record PooledShare(double value, double variance, long reports) {

  /**
   * The share in one arm; empty if no stratum has enough reports.
   *
   * @param category index into the metric's categories
   */
  static Optional<PooledShare> of(Metric metric, int category, Arm arm, Map<Stratum, Pair> strata) {
    return strata.entrySet().stream()
        // Floating-point sums depend on their order: fix it, and a decision can be replayed.
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> of(metric, category, entry.getKey(), entry.getValue().of(arm)).stream())
        .reduce(PooledShare::combined);
  }

  private static Optional<PooledShare> of(
      Metric metric, int category, Stratum stratum, CellSums sums) {
    if (sums.reports() < StratifiedDifference.LEAST_REPORTS) {
      return Optional.empty();
    }
    Estimate estimate = metric.mechanism().estimate(sums, stratum.epsilon()).get(category);
    return Optional.of(new PooledShare(estimate.value(), estimate.variance(), sums.reports()));
  }

  private PooledShare combined(PooledShare other) {
    double information = information() + other.information();
    return new PooledShare(
        (value * information() + other.value * other.information()) / information,
        1 / information,
        reports + other.reports);
  }

  /** Reciprocal of the variance. */
  double information() {
    return 1 / variance;
  }
}
