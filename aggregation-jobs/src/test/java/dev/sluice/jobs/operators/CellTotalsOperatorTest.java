package dev.sluice.jobs.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.privacy.mechanism.CellSums;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellTotalsOperatorTest {
  private static final long DAY = TestReports.DAY.toEpochDay();
  private static final DayWindows WINDOWS = new DayWindows(1);
  private static final int HELD_BACK_MILLIS = 50;

  private KeyedOneInputStreamOperatorTestHarness<String, PartialSums, CellTotals> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CellTotalsOperator(WINDOWS, Duration.ofMillis(HELD_BACK_MILLIS)),
            PartialSums::cellKey,
            Types.STRING);
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void totals_whileTheDayIsOpen_leaveOnceAnIntervalWhenChanged() throws Exception {
    send(DAY, 1, 10);
    send(DAY, 2, -4);
    operator.setProcessingTime(HELD_BACK_MILLIS);
    operator.setProcessingTime(2 * HELD_BACK_MILLIS);
    send(DAY, 1, 1);
    operator.setProcessingTime(3 * HELD_BACK_MILLIS);

    assertThat(operator.extractOutputValues())
        .containsExactly(totals(DAY, 3, 6, false), totals(DAY, 4, 7, false));
  }

  @Test
  void totals_whenTheDayCloses_leaveLastAsClosedAndAreForgotten() throws Exception {
    send(DAY, 1, 10);
    send(DAY + 1, 1, 20);
    operator.processWatermark(WINDOWS.closingMillis(DAY) - 1);
    assertThat(operator.extractOutputValues()).noneMatch(CellTotals::closed);

    operator.processWatermark(WINDOWS.closingMillis(DAY));

    assertThat(operator.extractOutputValues())
        .containsExactly(
            totals(DAY, 1, 10, false), totals(DAY + 1, 1, 20, false), totals(DAY, 1, 10, true));
    assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
    assertThat(operator.numEventTimeTimers()).isEqualTo(1);
  }

  private void send(long day, long reports, long sum) throws Exception {
    operator.processElement(
        new StreamRecord<>(new PartialSums(TestCells.quality(day), sums(reports, sum))));
  }

  private static CellTotals totals(long day, long reports, long sum, boolean closed) {
    return new CellTotals(TestCells.quality(day), sums(reports, sum), closed);
  }

  /** Squares are not looked at here: any that add up will do. */
  private static CellSums sums(long reports, long sum) {
    return CellSums.of(reports, new long[] {sum}, new long[] {reports});
  }
}
