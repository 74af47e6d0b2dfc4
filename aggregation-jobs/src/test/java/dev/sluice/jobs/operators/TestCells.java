package dev.sluice.jobs.operators;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Report;
import java.time.LocalDate;

final class TestCells {
  private TestCells() {}

  /** The same cell on any day. */
  static Cell quality(long day) {
    return TestContexts.cell(new TestReports(1).quality(LocalDate.ofEpochDay(day)));
  }

  /** That cell in another registry. */
  static Cell quality(long day, MetricRegistry registry) {
    Report report = new TestReports(1).quality(LocalDate.ofEpochDay(day));
    return TestContexts.cell(
        Report.newBuilder(report)
            .setRegistryDigest(DigestPrefixes.fromHex(registry.digest()))
            .build());
  }

  /** A report of that cell. */
  static AdmittedReport report(long id, long day, long value) {
    var report = new TestReports(1).quality(LocalDate.ofEpochDay(day));
    return new AdmittedReport(id, TestContexts.of(report), new long[] {value});
  }
}
