package dev.sluice.standalone.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.standalone.bench.reports.ReportStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The yardstick must do the job's work, or it measures nothing. */
class PlainSumsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final long LOGGED = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  private static final MetricRegistry REGISTRY = BundledRegistry.load();

  private final ReportStream reports = ReportStream.of(REGISTRY, 2, DAY, 1);
  private final PlainSums sums =
      new PlainSums(new ReportAdmission(Registries.of(REGISTRY), new DayBounds(1, 1)));

  @Test
  void take_differentReports_countsEach() {
    for (int i = 0; i < 500; i++) {
      sums.take(reports.next(), LOGGED);
    }

    assertThat(sums.counted()).isEqualTo(500);
    assertThat(sums.reportsInCells()).isEqualTo(500);
  }

  @Test
  void take_sameReportAgain_countsItOnce() {
    byte[] report = reports.next();

    sums.take(report, LOGGED);
    sums.take(report.clone(), LOGGED);

    assertThat(sums.counted()).isEqualTo(1);
    assertThat(sums.repeated()).isEqualTo(1);
    assertThat(sums.reportsInCells()).isEqualTo(1);
  }

  @Test
  void take_sameIdWithOtherContents_takesBothOut() {
    byte[] report = reports.next();

    sums.take(report, LOGGED);
    sums.take(onTheNextDay(report), LOGGED);
    sums.take(report, LOGGED);

    assertThat(sums.counted()).isZero();
    assertThat(sums.conflicting()).isEqualTo(3);
    assertThat(sums.reportsInCells()).isZero();
  }

  @Test
  void take_noReport_isRefused() {
    sums.take(new byte[10], LOGGED);

    assertThat(sums.refused()).isEqualTo(1);
    assertThat(sums.counted()).isZero();
  }

  private static byte[] onTheNextDay(byte[] bytes) {
    Report report = ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value();
    return ReportFormat.encode(Report.newBuilder(report).setDay(DAY.plusDays(1)).build());
  }
}
