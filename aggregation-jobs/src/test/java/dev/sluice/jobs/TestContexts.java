package dev.sluice.jobs;

import dev.sluice.jobs.admission.ReportContext;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportBytes;
import dev.sluice.schemas.ReportFormat;
import java.util.Arrays;

public final class TestContexts {
  private TestContexts() {}

  /** The context of a report. */
  public static ReportContext of(Report report) {
    byte[] bytes = ReportFormat.encode(report);
    int end = ReportBytes.contextEnd(bytes).orElseThrow();
    return ReportContext.of(Arrays.copyOfRange(bytes, ReportBytes.CONTEXT_START, end));
  }
}
