package dev.sluice.probe.reporting;

import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.releasing.ReleaseAdmission;
import dev.sluice.probe.report.ReportHeader;
import java.util.Optional;

/**
 * What one turn of the probe is about.
 *
 * @param rollout what is answered once for each model version
 * @param measurements runs the model
 * @param objection what stands between this device and the release, in one line
 * @param release the release that the model is run as, if one was named
 */
public record Turn(
    String rollout,
    ReportHeader header,
    Measurements measurements,
    Optional<String> objection,
    Optional<ReleaseAdmission> release) {

  /** What is answered once. */
  public String cell() {
    return ReportCycle.cell(rollout, header.model());
  }
}
