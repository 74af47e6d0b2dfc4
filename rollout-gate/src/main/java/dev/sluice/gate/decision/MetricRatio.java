package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Comparability;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the metrics of one registry came in the ratio of their weights, over those that count.
 *
 * <p>Devices that cannot take the release answer when they were asked about that, and not
 * otherwise. They do so in both arms, so that the arms stay equal; and eligibility is expected as
 * often as its weight and the share of eligible devices, by its own estimate, make it ({@link
 * EligibilityRatio}).
 */
final class MetricRatio {
  private static final int ELIGIBLE = 0;

  private final MetricRegistry registry;
  private final Comparability comparability;
  private final Design design;
  private final Evidence evidence;

  /**
   * The ratios of one registry.
   *
   * @param evidence what was reported by it
   */
  MetricRatio(
      MetricRegistry registry, Comparability comparability, Design design, Evidence evidence) {
    this.registry = registry;
    this.comparability = comparability;
    this.design = design;
    this.evidence = evidence;
  }

  /**
   * How well one arm's reports on one class of devices fit.
   *
   * @param statistic distributed as chi-square if they came as they should
   * @param degrees of freedom; 0 while there are too few reports to say
   */
  record Fit(MetricRegistry registry, Arm arm, String deviceClass, double statistic, int degrees) {}

  Fit fit(Arm arm, String deviceClass) {
    List<Double> terms = terms(arm, deviceClass);
    if (terms.isEmpty()) {
      return new Fit(registry, arm, deviceClass, 0, 0);
    }
    OptionalDouble eligibility = eligibility(arm, deviceClass);
    return new Fit(
        registry,
        arm,
        deviceClass,
        terms.stream().mapToDouble(Double::doubleValue).sum() + eligibility.orElse(0),
        terms.size() - 1 + (eligibility.isPresent() ? 1 : 0));
  }

  /**
   * One term a metric that can be drawn and takes a run; none while some metric is expected too
   * rarely, or where one has expired meanwhile: then some reports were drawn with it and some
   * without.
   */
  private List<Double> terms(Arm arm, String deviceClass) {
    List<Metric> drawn = drawnOn(evidence.oldestDay(), deviceClass);
    if (!drawn.equals(drawnOn(evidence.newestDay(), deviceClass))) {
      return List.of();
    }
    List<Metric> run = drawn.stream().filter(metric -> !metric.quantity().isEligibility()).toList();
    long reports = run.stream().mapToLong(metric -> reports(arm, deviceClass, metric)).sum();
    double weights = run.stream().mapToLong(Metric::weight).sum();
    List<Double> terms = new ArrayList<>();
    for (Metric metric : run) {
      double expected = reports * metric.weight() / weights;
      if (expected < Pearson.LEAST_EXPECTED) {
        return List.of();
      }
      terms.add(Pearson.term(reports(arm, deviceClass, metric), expected));
    }
    return terms;
  }

  /** Whether eligibility, if it can be drawn, comes as often as it should beside the others. */
  private OptionalDouble eligibility(Arm arm, String deviceClass) {
    List<Metric> drawn = drawnOn(evidence.oldestDay(), deviceClass);
    Optional<Metric> eligibility =
        drawn.stream().filter(metric -> metric.quantity().isEligibility()).findFirst();
    if (eligibility.isEmpty()) {
      return OptionalDouble.empty();
    }
    Metric metric = eligibility.get();
    long all = drawn.stream().mapToLong(each -> reports(arm, deviceClass, each)).sum();
    long asked = reports(arm, deviceClass, metric);
    double weight = metric.weight() / (double) drawn.stream().mapToLong(Metric::weight).sum();
    return EligibilityRatio.statistic(
        asked,
        all - asked,
        weight,
        PooledEstimate.of(metric, ELIGIBLE, arm, evidence.of(metric.id(), deviceClass)));
  }

  private long reports(Arm arm, String deviceClass, Metric metric) {
    return evidence.reports(arm, deviceClass, metric.id());
  }

  private List<Metric> drawnOn(Optional<LocalDate> day, String deviceClass) {
    return comparability.counted(registry, design, deviceClass).stream()
        .filter(metric -> day.map(metric::reportableOn).orElse(true))
        .toList();
  }
}
