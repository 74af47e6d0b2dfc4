package dev.sluice.gate.testing;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Direction;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Aggregate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Evidence without chance: every metric has its share of the reports and exactly the harm asked
 * for, so that a verdict can be foreseen by hand. Variances are those of the privacy noise alone.
 */
public final class ExactFleet {
  private static final double BASE = 0.5;

  private ExactFleet() {}

  /**
   * One day's cells.
   *
   * @param reportsPerArm reports of each arm, spread over classes and metrics as registered
   * @param harms harm of the candidate by metric, as a share of the metric's range; none if absent
   */
  public static List<Cell> cells(
      Policy policy, LocalDate day, long reportsPerArm, double epsilon, Map<String, Double> harms) {
    List<Cell> cells = new ArrayList<>();
    for (Arm arm : Arm.values()) {
      cells.addAll(cells(policy, arm, day, reportsPerArm, epsilon, harms));
    }
    return cells;
  }

  /** One day's cells of one arm. */
  public static List<Cell> cells(
      Policy policy,
      Arm arm,
      LocalDate day,
      long reports,
      double epsilon,
      Map<String, Double> harms) {
    return aggregates(policy, arm, day, reports, epsilon, harms, TestPolicies.REGISTRY).stream()
        .map(each -> TestAggregates.cell(each, TestPolicies.REGISTRY))
        .toList();
  }

  /** The same as the job writes it, of devices that have a registry. */
  public static List<Aggregate> aggregates(
      Policy policy,
      Arm arm,
      LocalDate day,
      long reports,
      double epsilon,
      Map<String, Double> harms,
      MetricRegistry registry) {
    List<Aggregate> aggregates = new ArrayList<>();
    List<String> classes = registry.deviceClasses(policy.deployment());
    for (String deviceClass : classes) {
      List<Metric> available = registry.metrics(Design.TWO_ARM, deviceClass);
      long weights = available.stream().mapToLong(Metric::weight).sum();
      for (Metric metric : available) {
        long n = reports / classes.size() * metric.weight() / weights;
        double harm = arm == Arm.CANDIDATE ? harms.getOrDefault(metric.id(), 0.0) : 0;
        aggregates.add(
            TestAggregates.by(
                registry,
                TestAggregates.of(
                    arm == Arm.CONTROL ? policy.control() : policy.candidate(),
                    deviceClass,
                    day,
                    metric,
                    Epsilon.of(epsilon),
                    sums(metric, n, harm, epsilon))));
      }
    }
    return aggregates;
  }

  /** Every harness is valid and every device eligible, unless a harm says otherwise. */
  private static boolean guardsNothing(Metric metric) {
    return metric.quantity().isHarnessValidity() || metric.quantity().isEligibility();
  }

  private static CellSums sums(Metric metric, long n, double harm, double epsilon) {
    double base = guardsNothing(metric) ? 1 : BASE;
    double value = base + (metric.direction() == Direction.LOWER_IS_BETTER ? harm : -harm);
    if (metric.mechanism() instanceof GridLaplace) {
      long sum = Math.round(n * value * ClippedRange.STEPS);
      return CellSums.of(
          n, new long[] {sum}, new long[] {n == 0 ? 0 : Math.round((double) sum * sum / n)});
    }
    if (metric.mechanism() instanceof RandomizedResponse response) {
      int k = response.categories().size();
      double p = Math.exp(epsilon) / (Math.exp(epsilon) + k - 1);
      double q = (1 - p) / (k - 1);
      long good = Math.round(n * (q + value * (p - q)));
      long[] counts = new long[k];
      counts[0] = good;
      counts[1] = n - good;
      return CellSums.of(n, counts, counts.clone());
    }
    int slots = metric.mechanism().slots();
    return CellSums.of(n, new long[slots], new long[slots]);
  }
}
