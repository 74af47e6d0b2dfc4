package dev.sluice.jobs.cells;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.ComponentEstimate;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ModelVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns totals into what is published: the exact sums always, estimates with their intervals from
 * the minimum cohort on.
 */
public final class AggregateBuilder {
  private final long minimumCohort;

  /**
   * A builder for cells of any registry.
   *
   * @param minimumCohort fewest reports of a cell that is estimated, at least 2
   */
  public AggregateBuilder(long minimumCohort) {
    this.minimumCohort = minimumCohort;
  }

  /** The published record of a cell. */
  public Aggregate build(CellTotals totals) {
    Cell cell = totals.cell();
    Optional<String> suppressed = suppressed(totals);
    Aggregate.Builder aggregate =
        Aggregate.newBuilder()
            .setModel(model(cell))
            .setRegistryDigest(DigestPrefixes.fromHex(cell.registryDigest()))
            .setSuiteDigest(DigestPrefixes.fromHex(cell.suiteDigest()))
            .setDeviceClass(cell.deviceClass())
            .setDay(LocalDate.ofEpochDay(cell.day()))
            .setMetric(cell.metric())
            .setMechanism(dev.sluice.schemas.Mechanism.valueOf(cell.mechanism()))
            .setNanoEpsilon(cell.nanoEpsilon())
            .setReports(totals.sums().reports())
            .setSums(slots(totals.sums(), CellSums::sum))
            .setSumsOfSquares(slots(totals.sums(), CellSums::sumOfSquares))
            .setEstimates(suppressed.isPresent() ? List.of() : estimates(totals))
            .setClosed(totals.closed());
    baseline(cell).ifPresent(aggregate::setBaseline);
    suppressed.ifPresent(aggregate::setSuppressed);
    return aggregate.build();
  }

  private Optional<String> suppressed(CellTotals totals) {
    if (totals.sums().reports() < minimumCohort) {
      return Optional.of("fewer than " + minimumCohort + " reports");
    }
    return totals.mechanism() == null
        ? Optional.of("the rules of registry " + totals.cell().registryDigest() + " were not kept")
        : Optional.empty();
  }

  private static List<ComponentEstimate> estimates(CellTotals totals) {
    @Nullable Mechanism mechanism = totals.mechanism();
    return mechanism == null
        ? List.of()
        : mechanism.estimate(totals.sums(), new Epsilon(totals.cell().nanoEpsilon())).stream()
            .map(AggregateBuilder::withIntervals)
            .toList();
  }

  private static ComponentEstimate withIntervals(Estimate estimate) {
    return new ComponentEstimate(
        estimate.component(),
        estimate.value(),
        estimate.value() - estimate.noiseRadius(),
        estimate.value() + estimate.noiseRadius(),
        estimate.value() - estimate.radius(),
        estimate.value() + estimate.radius());
  }

  private static List<Long> slots(CellSums sums, ToLongSlot value) {
    return IntStream.range(0, sums.slots()).mapToObj(slot -> value.of(sums, slot)).toList();
  }

  private interface ToLongSlot {
    long of(CellSums sums, int slot);
  }

  private static Optional<Baseline> baseline(Cell cell) {
    return cell.baselineName().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Baseline(
                cell.baselineName(),
                cell.baselineVersion(),
                DigestPrefixes.fromHex(cell.baselineDigest())));
  }

  private static ModelVersion model(Cell cell) {
    return new ModelVersion(
        cell.modelName(),
        cell.modelVersion(),
        DigestPrefixes.fromHex(cell.ggufDigest()),
        cell.quantization(),
        cell.runtimeBuild(),
        cell.backend());
  }
}
