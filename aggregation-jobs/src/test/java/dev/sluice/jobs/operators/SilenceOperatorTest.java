package dev.sluice.jobs.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.admission.AdmittedReport;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceOperatorTest {
  private static final long DAY = TestReports.DAY.toEpochDay();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int MARGIN_DAYS = 3;
  private static final long START = DayWindows.startMillis(DAY) + 5 * HOUR;

  private OneInputStreamOperatorTestHarness<AdmittedReport, AdmittedReport> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new OneInputStreamOperatorTestHarness<>(
            new SilenceOperator(new Silence(Duration.ofHours(1), MARGIN_DAYS)));
    operator.setProcessingTime(START);
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void fleet_silentForLessThanThePatience_makesNoTimePass() throws Exception {
    pass(Duration.ofMinutes(59));

    assertThat(operator.getOutput()).isEmpty();
  }

  @Test
  void fleet_silent_makesDaysPassBehindTheClockAndIsIdleAgain() throws Exception {
    operator.processWatermarkStatus(WatermarkStatus.IDLE);
    pass(Duration.ofHours(1));
    pass(Duration.ofHours(30));

    assertThat(List.copyOf(operator.getOutput()))
        .isEqualTo(
            List.of(
                WatermarkStatus.IDLE,
                WatermarkStatus.ACTIVE,
                new Watermark(DayWindows.startMillis(DAY - MARGIN_DAYS)),
                WatermarkStatus.IDLE,
                WatermarkStatus.ACTIVE,
                new Watermark(DayWindows.startMillis(DAY + 1 - MARGIN_DAYS)),
                WatermarkStatus.IDLE));
  }

  @Test
  void fleet_heardOfWithinThePatience_isNotSilent() throws Exception {
    for (int i = 0; i < 10; i++) {
      operator.processElement(new StreamRecord<>(report()));
      pass(Duration.ofMinutes(50));
    }

    assertThat(operator.getOutput()).hasSize(10).allMatch(StreamRecord.class::isInstance);
  }

  /** What the reports themselves have shown is never taken back, and never said twice. */
  @Test
  void time_ofTheReports_isAheadOfASilentFleets() throws Exception {
    operator.processWatermark(DayWindows.startMillis(DAY) - 1);
    pass(Duration.ofHours(2));
    assertThat(operator.getOutput()).hasSize(1);

    pass(Duration.ofDays(MARGIN_DAYS + 1));
    operator.processWatermark(DayWindows.startMillis(DAY - 9));

    assertThat(List.copyOf(operator.getOutput()))
        .endsWith(new Watermark(DayWindows.startMillis(DAY + 1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void silence_withoutPatienceOrMargin_isRefused() {
    assertThatThrownBy(() -> new Silence(Duration.ZERO, 1)).hasMessageContaining("patience");
    assertThatThrownBy(() -> new Silence(Duration.ofHours(1), 0)).hasMessageContaining("margin");
  }

  private void pass(Duration time) throws Exception {
    long end = operator.getProcessingTime() + time.toMillis();
    for (long now = operator.getProcessingTime(); now <= end; now += HOUR / 4) {
      operator.setProcessingTime(now);
    }
  }

  private static AdmittedReport report() {
    return TestCells.report(1, DAY, 1);
  }
}
