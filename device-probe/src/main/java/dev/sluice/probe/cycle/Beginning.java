package dev.sluice.probe.cycle;

import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.report.ReportHeader;

/** What came of beginning a report. */
public sealed interface Beginning {

  /**
   * Its metric is drawn and written down; now it is to be measured.
   *
   * @param header on the ledger's day
   * @param mayRun whether a run is left: where too many have not ended, the measurement is missing
   */
  record Begun(String cell, Metric metric, ReportHeader header, boolean mayRun)
      implements Beginning {}

  /** There will be none. */
  record NotBegun(CycleOutcome outcome) implements Beginning {}
}
