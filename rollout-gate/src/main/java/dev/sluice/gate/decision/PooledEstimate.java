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
 * What one arm reports of a metric, the mean or the share of a category, estimated within each
 * stratum and combined by inverse variance, for the reasons that {@link StratifiedDifference}
 * gives.
 *
 * @param value the estimate; may lie outside of what is possible
 * @param variance of the estimate, above 0
 * @param reports reports that it is made of
 */
record PooledEstimate(double value, double variance, long reports) {

  /**
   * The estimate of one arm; empty if no stratum has enough reports.
   *
   * @param component index into the metric's categories; 0 for a mean
   */
  static Optional<PooledEstimate> of(
      Metric metric, int component, Arm arm, Map<Stratum, Pair> strata) {
    return strata.entrySet().stream()
        // Floating-point sums depend on their order: fix it, and a decision can be replayed.
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> of(metric, component, entry.getKey(), entry.getValue().of(arm)).stream())
        .reduce(PooledEstimate::combined);
  }

  private static Optional<PooledEstimate> of(
      Metric metric, int component, Stratum stratum, CellSums sums) {
    if (sums.reports() < StratifiedDifference.LEAST_REPORTS) {
      return Optional.empty();
    }
    Estimate estimate = metric.mechanism().estimate(sums, stratum.epsilon()).get(component);
    return Optional.of(new PooledEstimate(estimate.value(), estimate.variance(), sums.reports()));
  }

  private PooledEstimate combined(PooledEstimate other) {
    double information = information() + other.information();
    return new PooledEstimate(
        (value * information() + other.value * other.information()) / information,
        1 / information,
        reports + other.reports);
  }

  /** Reciprocal of the variance. */
  double information() {
    return 1 / variance;
  }
}
