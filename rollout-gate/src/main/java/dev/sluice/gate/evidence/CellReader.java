package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.TopicKeys;
import java.util.Optional;

/**
 * Reads aggregates as cells, held against the registry that their reports were made by, and against
 * the present one. Their estimates are not read: small cells have none, and sums that are added
 * exactly say more than estimates that are averaged.
 */
public final class CellReader {
  private final Registries registries;
  private final Comparability comparability;

  public CellReader(Registries registries) {
    this.registries = registries;
    this.comparability = new Comparability(registries);
  }

  /** The cell that an aggregate is about, or why it is none that can be judged by. */
  public Reading read(Aggregate aggregate) {
    return objection(aggregate)
        .<Reading>map(reason -> unused(aggregate, reason))
        .orElseGet(() -> new Reading.Used(cell(aggregate)));
  }

  private static Reading unused(Aggregate aggregate, LeftOut reason) {
    return new Reading.Unused(reason, Optional.of(LeftOutCell.of(aggregate, reason)));
  }

  private Optional<LeftOut> objection(Aggregate aggregate) {
    Optional<MetricRegistry> from = registries.find(registry(aggregate));
    if (from.isEmpty()) {
      return Optional.of(LeftOut.OTHER_REGISTRY);
    }
    if (!hasTier(from.get(), aggregate) || !hasTier(registries.present(), aggregate)) {
      return Optional.of(LeftOut.UNKNOWN_EPSILON_TIER);
    }
    Optional<Metric> metric = from.get().metric(aggregate.getMetric());
    if (metric.isEmpty()) {
      return Optional.of(LeftOut.UNKNOWN_METRIC);
    }
    return comparability
        .objection(from.get(), metric.get(), aggregate.getDeviceClass())
        .or(() -> objection(aggregate, metric.get()));
  }

  private static boolean hasTier(MetricRegistry registry, Aggregate aggregate) {
    return registry.epsilonTiers().stream()
        .anyMatch(tier -> tier.nano() == aggregate.getNanoEpsilon());
  }

  private static Optional<LeftOut> objection(Aggregate aggregate, Metric metric) {
    if (!aggregate.getMechanism().name().equals(metric.mechanism().kind().name())) {
      return Optional.of(LeftOut.OTHER_MECHANISM);
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

  private Cell cell(Aggregate aggregate) {
    return new Cell(
        TopicKeys.of(aggregate),
        registry(aggregate),
        aggregate.getModel(),
        Optional.ofNullable(aggregate.getBaseline()),
        aggregate.getDay(),
        aggregate.getMetric(),
        registries.present().deployment(aggregate.getDeviceClass()),
        new Stratum(
            aggregate.getDeviceClass(),
            new Epsilon(aggregate.getNanoEpsilon()),
            aggregate.getSuiteDigest()),
        sums(aggregate));
  }

  private static String registry(Aggregate aggregate) {
    return DigestPrefixes.hex(aggregate.getRegistryDigest());
  }

  private static CellSums sums(Aggregate aggregate) {
    return CellSums.of(
        aggregate.getReports(),
        aggregate.getSums().stream().mapToLong(Long::longValue).toArray(),
        aggregate.getSumsOfSquares().stream().mapToLong(Long::longValue).toArray());
  }
}
