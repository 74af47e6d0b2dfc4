package dev.sluice.jobs.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellChange;
import dev.sluice.jobs.cells.CellId;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.dedupe.IdShards;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.schemas.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountOnceOperatorTest {
  private static final long DAY = TestReports.DAY.toEpochDay();
  private static final DayWindows WINDOWS = new DayWindows(1);
  private static final IdShards SHARDS = new IdShards(4);
  private static final int HELD_BACK_MILLIS = 50;

  private KeyedOneInputStreamOperatorTestHarness<
          Long, AdmittedReport, Either<PartialSums, WithdrawnReport>>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator = harness();
    operator.open();
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void reports_ofOneCell_leaveAsOneSumAfterTheInterval() throws Exception {
    send(report(1, DAY, 10));
    send(report(2, DAY, -3));
    assertThat(operator.extractOutputValues()).isEmpty();

    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(operator.extractOutputValues()).containsExactly(sums(DAY, 2, 7, 109));
    assertThat(tallies()).containsExactly(tally(DAY, Disposition.COUNTED, 2));
  }

  @Test
  void reports_repeated_areTalliedAndNotSummed() throws Exception {
    send(report(1, DAY, 10));
    send(report(1, DAY, 10));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(operator.extractOutputValues()).containsExactly(sums(DAY, 1, 10, 100));
    assertThat(tallies())
        .containsExactlyInAnyOrder(
            tally(DAY, Disposition.COUNTED, 1), tally(DAY, Disposition.DUPLICATE, 1));
  }

  @Test
  void report_altered_takesTheFirstOutAgainAndNeitherCounts() throws Exception {
    send(report(1, DAY, 10));
    send(report(2, DAY, 20));
    operator.setProcessingTime(HELD_BACK_MILLIS);
    send(report(1, DAY, 4000));
    send(report(1, DAY, 10));
    operator.setProcessingTime(2 * HELD_BACK_MILLIS);

    assertThat(operator.extractOutputValues()).hasSize(2).startsWith(sums(DAY, 2, 30, 500));
    WithdrawnReport withdrawn = operator.extractOutputValues().get(1).right();
    assertThat(withdrawn.id()).isEqualTo(CellId.of(TestCells.quality(DAY)));
    assertThat(withdrawn.payload()).containsExactly(10);
    assertThat(tallies())
        .containsExactlyInAnyOrder(
            tally(DAY, Disposition.COUNTED, 2),
            new TallyCount(DAY, Disposition.COUNTED, "", -1, 1),
            tally(DAY, Disposition.CONFLICTING, 3));
  }

  @Test
  void report_alteredBeforeTheSumsHaveLeft_isTakenOutAfterThem() throws Exception {
    send(report(1, DAY, 10));
    send(report(1, DAY, 11));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(operator.extractOutputValues()).hasSize(2).startsWith(sums(DAY, 1, 10, 100));
    assertThat(operator.extractOutputValues().get(1).isRight()).isTrue();
  }

  @Test
  void day_closed_forgetsItsReportsAndTalliesFurtherOnesAsLate() throws Exception {
    send(report(1, DAY, 10));
    send(report(2, DAY + 1, 20));
    operator.processWatermark(WINDOWS.closingMillis(DAY));
    send(report(1, DAY, 10));
    send(report(3, DAY, 30));
    send(report(4, DAY + 1, 1));
    operator.processWatermark(WINDOWS.closingMillis(DAY + 1));

    assertThat(operator.extractOutputValues())
        .containsExactlyInAnyOrder(
            sums(DAY, 1, 10, 100), sums(DAY + 1, 1, 20, 400), sums(DAY + 1, 1, 1, 1));
    assertThat(tallies())
        .containsExactlyInAnyOrder(
            tally(DAY, Disposition.COUNTED, 1),
            tally(DAY + 1, Disposition.COUNTED, 1),
            tally(DAY, Disposition.LATE, 2),
            tally(DAY + 1, Disposition.COUNTED, 1));
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numEventTimeTimers()).isZero();
  }

  @Test
  void day_oneMillisecondBeforeItsEnd_isOpen() throws Exception {
    operator.processWatermark(WINDOWS.closingMillis(DAY) - 1);
    send(report(1, DAY, 10));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(tallies()).containsExactly(tally(DAY, Disposition.COUNTED, 1));
  }

  @Test
  void restored_afterFurtherReports_knowsThoseBeforeTheCheckpointOnly() throws Exception {
    send(report(1, DAY, 10));
    OperatorSubtaskState checkpoint = checkpoint();
    send(report(2, DAY, 20));

    restore(checkpoint);
    send(report(1, DAY, 10));
    send(report(2, DAY, 20));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(operator.extractOutputValues()).containsExactly(sums(DAY, 1, 20, 400));
    assertThat(tallies())
        .containsExactlyInAnyOrder(
            tally(DAY, Disposition.DUPLICATE, 1), tally(DAY, Disposition.COUNTED, 1));
  }

  @Test
  void restored_withOtherShards_isRefused() throws Exception {
    OperatorSubtaskState checkpoint = checkpoint();
    // Not closed: a harness that was never opened cannot be.
    var other = harness(new IdShards(8), WINDOWS);

    assertThatThrownBy(() -> other.initializeState(checkpoint))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("4 shards a day; it cannot go on with 8");
  }

  @Test
  void checkpoint_takesNothingHeldBackWithIt() throws Exception {
    send(report(1, DAY, 10));

    var unused = checkpoint();

    assertThat(operator.extractOutputValues()).containsExactly(sums(DAY, 1, 10, 100));
  }

  /** Watermarks are not in Flink's checkpoints. */
  @Test
  void restored_beforeAnyWatermark_stillKnowsWhichDaysHaveClosed() throws Exception {
    operator.processWatermark(WINDOWS.closingMillis(DAY));

    restore(checkpoint());
    send(report(1, DAY, 10));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(tallies()).containsExactly(tally(DAY, Disposition.LATE, 1));
  }

  /** Whoever gives devices more time does not have their reports counted twice. */
  @Test
  void restored_withMoreLateness_remembersAnOpenDayUntilItsNewEnd() throws Exception {
    DayWindows longer = new DayWindows(3);
    send(report(1, DAY, 10));
    restore(checkpoint(), longer);

    operator.processWatermark(WINDOWS.closingMillis(DAY));
    send(report(1, DAY, 10));
    send(report(2, DAY, 20));
    operator.processWatermark(longer.closingMillis(DAY));

    assertThat(tallies())
        .containsExactlyInAnyOrder(
            tally(DAY, Disposition.DUPLICATE, 1), tally(DAY, Disposition.COUNTED, 1));
    assertThat(operator.numKeyedStateEntries()).isZero();
    assertThat(operator.numEventTimeTimers()).isZero();
  }

  @Test
  void restored_withMoreLateness_opensNoDayThatHasClosed() throws Exception {
    send(report(1, DAY, 10));
    operator.processWatermark(WINDOWS.closingMillis(DAY));

    restore(checkpoint(), new DayWindows(3));
    restore(checkpoint(), new DayWindows(4));
    send(report(1, DAY, 10));
    send(report(2, DAY + 1, 10));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    assertThat(tallies())
        .containsExactlyInAnyOrder(
            tally(DAY, Disposition.LATE, 1), tally(DAY + 1, Disposition.COUNTED, 1));
  }

  @Test
  void restored_withLessLateness_closesADayAtItsNewEnd() throws Exception {
    send(report(1, DAY, 10));
    operator.processWatermark(WINDOWS.closingMillis(DAY) - 1);

    restore(checkpoint(), new DayWindows(0));
    send(report(1, DAY, 10));
    operator.processWatermark(WINDOWS.closingMillis(DAY));

    assertThat(tallies()).containsExactly(tally(DAY, Disposition.LATE, 1));
    assertThat(operator.numKeyedStateEntries()).isZero();
  }

  private OperatorSubtaskState checkpoint() throws Exception {
    operator.prepareSnapshotPreBarrier(1);
    return operator.snapshot(1, 1);
  }

  private void restore(OperatorSubtaskState checkpoint) throws Exception {
    restore(checkpoint, WINDOWS);
  }

  private void restore(OperatorSubtaskState checkpoint, DayWindows windows) throws Exception {
    operator.close();
    operator = harness(SHARDS, windows);
    operator.initializeState(checkpoint);
    operator.open();
  }

  private void send(AdmittedReport report) throws Exception {
    operator.processElement(new StreamRecord<>(report, DayWindows.startMillis(report.day())));
  }

  /** Of days that passed without a report, too; whatever else there was is added to this. */
  @Test
  void days_thatHavePassed_areTalliedThoughNothingCame() throws Exception {
    operator.processWatermark(DayWindows.startMillis(DAY) - 1);
    operator.processWatermark(DayWindows.startMillis(DAY + 3));
    operator.processWatermark(DayWindows.startMillis(DAY + 3));
    restore(checkpoint());
    operator.processWatermark(DayWindows.startMillis(DAY + 4) + 5);

    assertThat(passed()).containsExactly(DAY + 3);
  }

  @Test
  void days_beforeTheFirstWatermark_areNotSaidToBeWithoutReports() throws Exception {
    operator.processWatermark(DayWindows.startMillis(DAY) - 1);
    operator.processWatermark(DayWindows.startMillis(DAY + 3));

    assertThat(passed()).containsExactly(DAY - 1, DAY, DAY + 1, DAY + 2);
  }

  private List<Long> passed() {
    List<Long> days = new ArrayList<>();
    operator
        .getSideOutput(CountOnceOperator.TALLIES)
        .forEach(
            each -> {
              assertThat(each.getValue())
                  .isEqualTo(tally(each.getValue().day(), Disposition.COUNTED, 0));
              days.add(each.getValue().day());
            });
    return days.stream().sorted().toList();
  }

  /** Without the empty ones of days that have passed. */
  private List<TallyCount> tallies() {
    var output = operator.getSideOutput(CountOnceOperator.TALLIES);
    List<TallyCount> tallies = new ArrayList<>();
    if (output != null) {
      output.forEach(each -> tallies.add(each.getValue()));
      tallies.removeIf(each -> each.reports() == 0);
    }
    return tallies;
  }

  private static KeyedOneInputStreamOperatorTestHarness<
          Long, AdmittedReport, Either<PartialSums, WithdrawnReport>>
      harness() throws Exception {
    return harness(SHARDS, WINDOWS);
  }

  private static KeyedOneInputStreamOperatorTestHarness<
          Long, AdmittedReport, Either<PartialSums, WithdrawnReport>>
      harness(IdShards shards, DayWindows windows) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<
            Long, AdmittedReport, Either<PartialSums, WithdrawnReport>>
        harness =
            new KeyedOneInputStreamOperatorTestHarness<>(
                new CountOnceOperator(
                    RegistryTexts.bundled(), windows, shards, Duration.ofMillis(HELD_BACK_MILLIS)),
                report -> shards.key(report.day(), report.idFingerprint()),
                Types.LONG);
    harness.setup(CellChange.type().createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static AdmittedReport report(long id, long day, long value) {
    return TestCells.report(id, day, value);
  }

  private static Either<PartialSums, WithdrawnReport> sums(
      long day, long reports, long sum, long squares) {
    Cell cell = TestCells.quality(day);
    CellSums sums = CellSums.of(reports, new long[] {sum}, new long[] {squares});
    return Either.Left(new PartialSums(CellId.of(cell), cell, sums));
  }

  private static TallyCount tally(long day, Disposition disposition, long reports) {
    return TallyCount.of(day, disposition, "", reports);
  }
}
