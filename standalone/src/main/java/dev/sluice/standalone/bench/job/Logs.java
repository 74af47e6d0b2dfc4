package dev.sluice.standalone.bench.job;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.standalone.bench.reports.ReportStream;
import dev.sluice.standalone.bench.services.ReportsLog;
import dev.sluice.standalone.bench.study.Stage;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;

/** What is in the log before a job or a loop reads it. */
final class Logs {
  private static final long SEED = 23;

  private Logs() {}

  /** Reports of today, each under an id of its own, and nothing else. */
  static void fillDay(Stage stage, int versions, long reports)
      throws IOException, InterruptedException {
    fillDays(stage, versions, 1, reports);
  }

  /** The same number of reports of each of some days, the oldest first, and nothing else. */
  static void fillDays(Stage stage, int versions, int days, long reportsADay)
      throws IOException, InterruptedException {
    ReportsLog log = stage.reportsLog();
    log.clear();
    LocalDate today = LocalDate.now(Clock.systemUTC());
    for (int back = days - 1; back >= 0; back--) {
      log.append(
          ReportStream.of(BundledRegistry.load(), versions, today.minusDays(back), SEED + back),
          reportsADay);
    }
  }
}
