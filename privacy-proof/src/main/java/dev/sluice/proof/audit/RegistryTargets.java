package dev.sluice.proof.audit;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.MechanismKind;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Direction;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The claims of a registry: one metric for each mechanism, at each tier. A mechanism that no metric
 * uses is attacked all the same, on a metric made up for it.
 */
public final class RegistryTargets {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private final MetricRegistry registry;
  private final Supplier<Randomness> randomness;

  /**
   * The claims of a registry.
   *
   * @param randomness makes fresh randomness, as a device has after its start
   */
  public RegistryTargets(MetricRegistry registry, Supplier<Randomness> randomness) {
    this.registry = registry;
    this.randomness = randomness;
  }

  /** Every mechanism at every tier. */
  public List<Target> all() {
    List<Target> targets = new ArrayList<>();
    for (MechanismKind kind : MechanismKind.values()) {
      targets.addAll(of(metric(kind)));
    }
    return targets;
  }

  /** One metric at every tier that it may have. */
  public List<Target> of(Metric metric) {
    return registry.epsilonTiers().stream()
        .filter(tier -> metric.limited(tier).equals(tier))
        .map(tier -> target(metric, tier))
        .toList();
  }

  private Metric metric(MechanismKind kind) {
    return registry.metrics().stream()
        .filter(metric -> metric.mechanism().kind() == kind)
        .findFirst()
        .orElseGet(() -> madeUp(kind));
  }

  private Target target(Metric metric, Epsilon epsilon) {
    WorstCase worst = WorstCase.of(metric.mechanism(), epsilon);
    ReportHeader header = header(metric, epsilon);
    MetricRegistry registered = with(metric);
    return new Target(
        metric.mechanism().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        epsilon.value(),
        () -> {
          ReportAssembler assembler = new ReportAssembler(registered, randomness.get());
          return measurement -> assembler.assemble(metric, measurement, header);
        },
        worst.first(),
        worst.second(),
        worst.statistic(),
        worst.likely());
  }

  private ReportHeader header(Metric metric, Epsilon epsilon) {
    DigestPrefix nothing = new DigestPrefix(new byte[DigestPrefixes.BYTES]);
    String deviceClass =
        registry.deviceClasses().stream().filter(metric::availableOn).findFirst().orElseThrow();
    ReportedModel model =
        new ReportedModel(
            "audit",
            "0.0.0",
            nothing,
            Quantization.UNKNOWN,
            InferenceEngine.OTHER,
            "none",
            KeyValueCacheType.UNKNOWN,
            ComputeBackend.UNKNOWN,
            0);
    ReportHeader header = new ReportHeader(model, nothing, deviceClass, DAY, epsilon);
    return metric.design() == Design.PAIRED ? header.comparedWith(model) : header;
  }

  private MetricRegistry with(Metric metric) {
    if (registry.metrics().contains(metric)) {
      return registry;
    }
    List<Metric> more = new ArrayList<>(registry.metrics());
    more.add(metric);
    return new MetricRegistry(
        registry.digest(),
        registry.epoch(),
        registry.deviceClasses(),
        registry.edgeClasses(),
        registry.epsilonTiers(),
        more);
  }

  private Metric madeUp(MechanismKind kind) {
    return new Metric(
        "audit",
        "audit",
        "To be attacked",
        "none",
        MeasuredQuantity.PASS_FRACTION,
        Optional.empty(),
        Direction.HIGHER_IS_BETTER,
        1,
        mechanism(kind),
        registry.epsilonTiers().get(registry.epsilonTiers().size() - 1),
        Set.of(),
        "nobody",
        LocalDate.MAX,
        "none");
  }

  private static Mechanism mechanism(MechanismKind kind) {
    ClippedRange share = new ClippedRange(0, 1, ClippedRange.Worst.LOW);
    return switch (kind) {
      case LAPLACE_GRID -> new GridLaplace(share);
      case RANDOMIZED_RESPONSE -> new RandomizedResponse(MeasuredQuantity.OUTCOMES, 0);
      case LAPLACE_HISTOGRAM -> new HistogramLaplace(List.of(0.25, 0.5, 0.75));
      case ONE_BIT_MEAN -> new OneBitMean(share);
      case PIECEWISE -> new Piecewise(share);
    };
  }
}
