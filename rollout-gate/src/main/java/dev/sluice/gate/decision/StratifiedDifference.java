package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Pair;
import dev.sluice.gate.evidence.Stratum;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import java.util.Map;
import java.util.Optional;

/**
 * The difference of the arms, or on the devices, within each stratum, combined by inverse variance.
 *
 * <p>Within a stratum, because classes differ more from each other than versions do, and because
 * tiers of epsilon differ in noise. By inverse variance rather than by count, because one report at
 * epsilon 4 says as much as sixteen at epsilon 1. What is estimated is then the mean harm weighted
 * by information; where the harm differs between classes, it is not the mean over devices.
 *
 * <p>Weights that are estimated from the data they weight are biased where mean and variance go
 * together (the fewer crashes a stratum happens to have, the more it would count). Two things keep
 * that far below the error of the estimate. A variance never goes below that of the known privacy
 * noise, which at epsilon 1 or 2 is nearly all of it: the weights are then nearly counts. And a
 * stratum joins only with {@value #LEAST_REPORTS} reports an arm, a rule that looks at counts
 * alone.
 */
final class StratifiedDifference {
  /** Fewer give a standard error that is too unsure to weigh by. */
  static final int LEAST_REPORTS = 30;

  private final Metric metric;
  private double information;
  private double weightedHarm;
  private long controlReports;
  private long candidateReports;

  private StratifiedDifference(Metric metric) {
    this.metric = metric;
  }

  /**
   * The difference over all strata that both arms have, or over those of a paired metric; empty if
   * there are none. A paired report counts as one of each arm: its device ran both versions.
   */
  static Optional<Difference> of(Metric metric, Map<Stratum, Pair> strata) {
    StratifiedDifference sum = new StratifiedDifference(metric);
    strata.entrySet().stream()
        // Floating-point sums depend on their order: fix it, and a decision can be replayed.
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> sum.add(entry.getKey(), entry.getValue()));
    return sum.difference();
  }

  private void add(Stratum stratum, Pair pair) {
    if (metric.design() == Design.PAIRED) {
      addPaired(stratum, pair.candidate());
    } else {
      addArms(stratum, pair);
    }
  }

  private void addArms(Stratum stratum, Pair pair) {
    if (pair.control().reports() < LEAST_REPORTS || pair.candidate().reports() < LEAST_REPORTS) {
      return;
    }
    Optional<Estimate> control = metric.mechanism().headline(pair.control(), stratum.epsilon());
    Optional<Estimate> candidate = metric.mechanism().headline(pair.candidate(), stratum.epsilon());
    if (control.isEmpty() || candidate.isEmpty()) {
      return;
    }
    add(
        metric.direction().harm(control.get().value(), candidate.get().value()),
        control.get().variance() + candidate.get().variance());
    controlReports += pair.control().reports();
    candidateReports += pair.candidate().reports();
  }

  /** What was subtracted on the devices need not be subtracted here. */
  private void addPaired(Stratum stratum, CellSums differences) {
    if (differences.reports() < LEAST_REPORTS) {
      return;
    }
    Optional<Estimate> estimate = metric.mechanism().headline(differences, stratum.epsilon());
    if (estimate.isEmpty()) {
      return;
    }
    add(metric.direction().harm(0, estimate.get().value()), estimate.get().variance());
    controlReports += differences.reports();
    candidateReports += differences.reports();
  }

  private void add(double harm, double variance) {
    information += 1 / variance;
    weightedHarm += harm / variance;
  }

  private Optional<Difference> difference() {
    return information > 0
        ? Optional.of(
            new Difference(
                weightedHarm / information, 1 / information, controlReports, candidateReports))
        : Optional.empty();
  }
}
