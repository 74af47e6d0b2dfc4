package dev.sluice.gate.decision;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Comparability;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the reports came in the ratios that the design gives them: one to one between two arms,
 * and by the public weights of the draw between the metrics of a device class. If they did not, the
 * arms are not comparable (one of them loses reports) or somebody made reports up: nothing can be
 * concluded either way.
 *
 * <p>Each registry is held against its own weights ({@link MetricRatio}): which registry a device
 * has is not drawn, so that nothing is known of how many reports come by which. For the same reason
 * arms are compared over all registries together. A device that has to download the candidate
 * reports later, and may have another registry by then: the arms may well differ in their mix,
 * without a report being lost.
 *
 * <p>Pearson's chi-square at {@value #THRESHOLD} a test: so small because it is done at every look
 * (Fabijan et al. 2019, "Diagnosing sample ratio mismatch").
 */
final class SampleRatioCheck {
  /** A p-value below this is a mismatch. */
  static final double THRESHOLD = 1e-4;

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
    if (expected < Pearson.LEAST_EXPECTED) {
      return Optional.empty();
    }
    double statistic = Pearson.term(control, expected) + Pearson.term(candidate, expected);
    return mismatch(
        statistic,
        1,
        "the arms should have sent equally many reports, control sent %d and candidate %d"
            .formatted(control, candidate));
  }

  /** All registries, arms and classes in one statistic: chi-squares add up, and so do degrees. */
  private Optional<String> betweenMetrics(Evidence evidence) {
    List<MetricRatio.Fit> fits =
        registries.all().stream().flatMap(registry -> fits(registry, evidence)).toList();
    String worst =
        fits.stream()
            .filter(fit -> fit.statistic() > 0)
            .max(Comparator.comparingDouble(MetricRatio.Fit::statistic))
            .map(this::place)
            .orElse("");
    return mismatch(
        fits.stream().mapToDouble(MetricRatio.Fit::statistic).sum(),
        fits.stream().mapToInt(MetricRatio.Fit::degrees).sum(),
        "the metrics should come in the ratio of their weights, and do not: most of all " + worst);
  }

  private Stream<MetricRatio.Fit> fits(MetricRegistry registry, Evidence evidence) {
    MetricRatio ratio =
        new MetricRatio(registry, comparability, design, evidence.reportedBy(registry));
    return Stream.of(Arm.values())
        .flatMap(arm -> registry.deviceClasses().stream().map(each -> ratio.fit(arm, each)));
  }

  private String place(MetricRatio.Fit fit) {
    String place = fit.arm().name().toLowerCase(Locale.ROOT) + " on " + fit.deviceClass();
    return fit.registry().equals(registries.present())
        ? place
        : place + " by registry " + fit.registry().digestPrefix();
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
