package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.TopicKeys;
import java.util.Optional;

/**
 * Reads aggregates as cells, held against a registry. Their estimates are not read: small cells
 * have none, and sums that are added exactly say more than estimates that are averaged.
 */
public final class CellReader {
  private final MetricRegistry registry;

  public CellReader(MetricRegistry registry) {
    this.registry = registry;
  }

  /** The cell that an aggregate is about, or why it is none that can be judged by. */
  public Reading read(Aggregate aggregate) {
    if (!registry.digest().startsWith(DigestPrefixes.hex(aggregate.getRegistryDigest()))) {
      return new Reading.Unused(LeftOut.OTHER_REGISTRY);
    }
    if (!registry.deviceClasses().contains(aggregate.getDeviceClass())) {
      return new Reading.Unused(LeftOut.UNKNOWN_DEVICE_CLASS);
    }
    Optional<Epsilon> epsilon =
        registry.epsilonTiers().stream()
            .filter(tier -> tier.nano() == aggregate.getNanoEpsilon())
            .findFirst();
    if (epsilon.isEmpty()) {
      return new Reading.Unused(LeftOut.UNKNOWN_EPSILON_TIER);
    }
    Optional<Metric> metric = registry.metric(aggregate.getMetric());
    if (metric.isEmpty()) {
      return new Reading.Unused(LeftOut.UNKNOWN_METRIC);
    }
    return objection(aggregate, metric.get())
        .<Reading>map(Reading.Unused::new)
        .orElseGet(() -> new Reading.Used(cell(aggregate, epsilon.get())));
  }

  private static Optional<LeftOut> objection(Aggregate aggregate, Metric metric) {
    if (!aggregate.getMechanism().name().equals(metric.mechanism().kind().name())) {
      return Optional.of(LeftOut.OTHER_MECHANISM);
    }
    if (!metric.availableOn(aggregate.getDeviceClass())) {
      return Optional.of(LeftOut.METRIC_UNAVAILABLE);
    }
    if ((metric.design() == Design.PAIRED) != (aggregate.getBaseline() != null)) {
      return Optional.of(LeftOut.BASELINE_MISMATCH);
    }
    int slots = metric.mechanism().slots();
    boolean possible =
        aggregate.getReports() >= 0
            && aggregate.getSums().size() == slots
            && aggregate.getSumsOfSquares().size() == slots;
    return possible ? Optional.empty() : Optional.of(LeftOut.IMPOSSIBLE_SUMS);
  }

  private Cell cell(Aggregate aggregate, Epsilon epsilon) {
    return new Cell(
        TopicKeys.of(aggregate),
        aggregate.getModel(),
        Optional.ofNullable(aggregate.getBaseline()),
        aggregate.getDay(),
        aggregate.getMetric(),
        registry.deployment(aggregate.getDeviceClass()),
        new Stratum(aggregate.getDeviceClass(), epsilon, aggregate.getSuiteDigest()),
        sums(aggregate));
  }

  private static CellSums sums(Aggregate aggregate) {
    return CellSums.of(
        aggregate.getReports(),
        aggregate.getSums().stream().mapToLong(Long::longValue).toArray(),
        aggregate.getSumsOfSquares().stream().mapToLong(Long::longValue).toArray());
  }
}
