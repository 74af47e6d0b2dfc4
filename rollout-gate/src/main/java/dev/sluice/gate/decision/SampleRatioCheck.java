package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Comparability;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the reports came in the ratios that the design gives them: one to one between two arms,
 * and by the public weights of the draw between the metrics of a device class. If they did not, the
 * arms are not comparable (one of them loses reports) or somebody made reports up: nothing can be
 * concluded either way.
 *
 * <p>Devices that cannot take the release answer when they were asked about that, and not
 * otherwise. They do so in both arms, so that the arms stay equal; and eligibility is expected as
 * often as its weight and the share of eligible devices, by its own estimate, make it ({@link
 * EligibilityRatio}).
 *
 * <p>Each registry is held against its own weights, over those of its metrics that count: which
 * registry a device has is not drawn, so that nothing is known of how many reports come by which.
 * For the same reason arms are compared over all registries together. A device that has to download
 * the candidate reports later, and may have another registry by then: the arms may well differ in
 * their mix, without a report being lost.
 *
 * <p>Pearson's chi-square at {@value #THRESHOLD} a test: so small because it is done at every look
 * (Fabijan et al. 2019, "Diagnosing sample ratio mismatch").
 */
final class SampleRatioCheck {
  /** A p-value below this is a mismatch. */
  static final double THRESHOLD = 1e-4;

  /** Least expected count of a category for the chi-square distribution to be a good one. */
  private static final double LEAST_EXPECTED = 5;

  private static final int ELIGIBLE = 0;

  private final Registries registries;
  private final Comparability comparability;
  private final Design design;

  SampleRatioCheck(Registries registries, Design design) {
    this.registries = registries;
    this.comparability = new Comparability(registries);
    this.design = design;
  }

  /** What does not fit, as a sentence; empty if everything does. */
  Optional<String> mismatch(Evidence evidence) {
    Optional<String> arms = design == Design.TWO_ARM ? betweenArms(evidence) : Optional.empty();
    return arms.or(() -> betweenMetrics(evidence));
  }

  private static Optional<String> betweenArms(Evidence evidence) {
    long control = evidence.reports(Arm.CONTROL);
    long candidate = evidence.reports(Arm.CANDIDATE);
    double expected = (control + candidate) / 2.0;
    if (expected < LEAST_EXPECTED) {
      return Optional.empty();
    }
    double statistic = pearson(control, expected) + pearson(candidate, expected);
    return mismatch(
        statistic,
        1,
        "the arms should have sent equally many reports, control sent %d and candidate %d"
            .formatted(control, candidate));
  }

  /** All registries, arms and classes in one statistic: chi-squares add up, and so do degrees. */
  private Optional<String> betweenMetrics(Evidence evidence) {
    double statistic = 0;
    int degrees = 0;
    double worst = 0;
    String worstPlace = "";
    for (MetricRegistry registry : registries.all()) {
      Evidence theirs = evidence.reportedBy(registry);
      for (Arm arm : Arm.values()) {
        for (String deviceClass : registry.deviceClasses()) {
          List<Double> terms = terms(registry, theirs, arm, deviceClass);
          OptionalDouble eligibility =
              terms.isEmpty()
                  ? OptionalDouble.empty()
                  : eligibility(registry, theirs, arm, deviceClass);
          double sum =
              terms.stream().mapToDouble(Double::doubleValue).sum() + eligibility.orElse(0);
          statistic += sum;
          degrees += Math.max(0, terms.size() - 1) + (eligibility.isPresent() ? 1 : 0);
          if (sum > worst) {
            worst = sum;
            worstPlace = place(registry, arm, deviceClass);
          }
        }
      }
    }
    return mismatch(
        statistic,
        degrees,
        "the metrics should come in the ratio of their weights, and do not: most of all "
            + worstPlace);
  }

  private String place(MetricRegistry registry, Arm arm, String deviceClass) {
    String place = arm.name().toLowerCase(Locale.ROOT) + " on " + deviceClass;
    return registry.equals(registries.present())
        ? place
        : place + " by registry " + registry.digestPrefix();
  }

  /**
   * One term a metric that can be drawn and takes a run; none while some metric is expected too
   * rarely, or where one has expired meanwhile: then some reports were drawn with it and some
   * without.
   */
  private List<Double> terms(
      MetricRegistry registry, Evidence evidence, Arm arm, String deviceClass) {
    if (!drawnOn(registry, evidence.oldestDay(), deviceClass)
        .equals(drawnOn(registry, evidence.newestDay(), deviceClass))) {
      return List.of();
    }
    List<Metric> available =
        drawnOn(registry, evidence.oldestDay(), deviceClass).stream()
            .filter(metric -> !metric.quantity().isEligibility())
            .toList();
    long reports =
        available.stream()
            .mapToLong(metric -> evidence.reports(arm, deviceClass, metric.id()))
            .sum();
    double weights = available.stream().mapToLong(Metric::weight).sum();
    List<Double> terms = new ArrayList<>();
    for (Metric metric : available) {
      double expected = reports * metric.weight() / weights;
      if (expected < LEAST_EXPECTED) {
        return List.of();
      }
      terms.add(pearson(evidence.reports(arm, deviceClass, metric.id()), expected));
    }
    return terms;
  }

  /** Whether eligibility, if it can be drawn, comes as often as it should beside the others. */
  private OptionalDouble eligibility(
      MetricRegistry registry, Evidence evidence, Arm arm, String deviceClass) {
    List<Metric> drawn = drawnOn(registry, evidence.oldestDay(), deviceClass);
    Optional<Metric> eligibility =
        drawn.stream().filter(metric -> metric.quantity().isEligibility()).findFirst();
    if (eligibility.isEmpty()) {
      return OptionalDouble.empty();
    }
    Metric metric = eligibility.get();
    long all = drawn.stream().mapToLong(each -> reports(evidence, arm, deviceClass, each)).sum();
    long asked = reports(evidence, arm, deviceClass, metric);
    double weight = metric.weight() / (double) drawn.stream().mapToLong(Metric::weight).sum();
    return EligibilityRatio.statistic(
        asked,
        all - asked,
        weight,
        PooledEstimate.of(metric, ELIGIBLE, arm, evidence.of(metric.id(), deviceClass)));
  }

  private static long reports(Evidence evidence, Arm arm, String deviceClass, Metric metric) {
    return evidence.reports(arm, deviceClass, metric.id());
  }

  private List<Metric> drawnOn(
      MetricRegistry registry, Optional<LocalDate> day, String deviceClass) {
    return comparability.counted(registry, design, deviceClass).stream()
        .filter(metric -> day.map(metric::reportableOn).orElse(true))
        .toList();
  }

  private static double pearson(long observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  }

  private static Optional<String> mismatch(double statistic, int degrees, String what) {
    if (degrees == 0) {
      return Optional.empty();
    }
    double p = ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
    return p < THRESHOLD
        ? Optional.of(String.format(Locale.ROOT, "sample ratio mismatch: %s (p = %.1e)", what, p))
        : Optional.empty();
  }
}
