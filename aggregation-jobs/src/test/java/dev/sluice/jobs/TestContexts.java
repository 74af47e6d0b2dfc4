package dev.sluice.jobs;

import dev.sluice.jobs.admission.ReportContext;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.schemas.Report;

public final class TestContexts {
  private TestContexts() {}

  /** The cell of a report. */
  public static Cell cell(Report report) {
    return Cell.of(TestReports.admitted(report));
  }

  /** The context of a report. */
  public static ReportContext of(Report report) {
    return ReportContext.of(cell(report));
  }
}
