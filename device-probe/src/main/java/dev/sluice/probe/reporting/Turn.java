package dev.sluice.probe.reporting;

import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.report.ReportHeader;

/**
 * What one turn of the probe is about.
 *
 * @param rollout what is answered once for each model version
 * @param measurements runs the model
 */
public record Turn(String rollout, ReportHeader header, Measurements measurements) {

  /** What is answered once. */
  public String cell() {
    return ReportCycle.cell(rollout, header.model());
  }
}
