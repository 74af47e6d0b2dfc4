package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.TopicKeys;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One cell of the aggregates, checked against the registry.
 *
 * @param key everything that tells it from another cell
 * @param model what ran
 * @param baseline what it was compared with on the device, of a difference
 * @param day day of its reports
 * @param metric identifier of a registered metric
 * @param deployment where the devices of its class run the model
 * @param stratum what its reports may be compared with
 * @param sums exact sums, in the slots of the metric's mechanism
 */
public record Cell(
    String key,
    ModelVersion model,
    Optional<Baseline> baseline,
    LocalDate day,
    String metric,
    Deployment deployment,
    Stratum stratum,
    CellSums sums) {

  /**
   * Reads an aggregate. Its estimates are not read: small cells have none, and sums that are added
   * exactly say more than estimates that are averaged.
   *
   * @return empty if the registry does not know such a cell: another registry's digest, an unknown
   *     metric, class or epsilon, another mechanism, sums that cannot be its, or a difference
   *     without a baseline
   */
  public static Optional<Cell> of(Aggregate aggregate, MetricRegistry registry) {
    if (!registry.digest().startsWith(DigestPrefixes.hex(aggregate.getRegistryDigest()))
        || !registry.deviceClasses().contains(aggregate.getDeviceClass())) {
      return Optional.empty();
    }
    Optional<Epsilon> epsilon =
        registry.epsilonTiers().stream()
            .filter(tier -> tier.nano() == aggregate.getNanoEpsilon())
            .findFirst();
    Optional<Metric> metric = registry.metric(aggregate.getMetric());
    if (epsilon.isEmpty() || metric.isEmpty() || !fits(aggregate, metric.get())) {
      return Optional.empty();
    }
    DigestPrefix suite = aggregate.getSuiteDigest();
    return Optional.of(
        new Cell(
            TopicKeys.of(aggregate),
            aggregate.getModel(),
            Optional.ofNullable(aggregate.getBaseline()),
            aggregate.getDay(),
            aggregate.getMetric(),
            registry.deployment(aggregate.getDeviceClass()),
            new Stratum(aggregate.getDeviceClass(), epsilon.get(), suite),
            sums(aggregate)));
  }

  private static boolean fits(Aggregate aggregate, Metric metric) {
    int slots = metric.mechanism().slots();
    return aggregate.getMechanism().name().equals(metric.mechanism().kind().name())
        && metric.availableOn(aggregate.getDeviceClass())
        && (metric.design() == Design.PAIRED) == (aggregate.getBaseline() != null)
        && aggregate.getReports() >= 0
        && aggregate.getSums().size() == slots
        && aggregate.getSumsOfSquares().size() == slots;
  }

  private static CellSums sums(Aggregate aggregate) {
    return CellSums.of(
        aggregate.getReports(),
        aggregate.getSums().stream().mapToLong(Long::longValue).toArray(),
        aggregate.getSumsOfSquares().stream().mapToLong(Long::longValue).toArray());
  }
}
