package dev.sluice.gate.evidence;

import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.ModelVersion;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A cell that is no evidence, and about which rollouts it would have been.
 *
 * @param model what ran
 * @param baseline what it was compared with on the device, of a difference
 * @param day day of its reports
 * @param reports how many it says that they are, 0 or more
 * @param reason why it is none
 */
public record LeftOutCell(
    ModelVersion model, Optional<Baseline> baseline, LocalDate day, long reports, LeftOut reason) {

  static LeftOutCell of(Aggregate aggregate, LeftOut reason) {
    return new LeftOutCell(
        aggregate.getModel(),
        Optional.ofNullable(aggregate.getBaseline()),
        aggregate.getDay(),
        Math.max(0, aggregate.getReports()),
        reason);
  }
}
