package dev.sluice.jobs.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellChange;
import dev.sluice.jobs.cells.CellId;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.RegistryFile;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTotalsOperatorTest {
  private static final long DAY = TestReports.DAY.toEpochDay();
  private static final DayWindows WINDOWS = new DayWindows(1);
  private static final int HELD_BACK_MILLIS = 50;
  private static final Mechanism QUALITY =
      TestReports.REGISTRY.metric("quality").orElseThrow().mechanism();
  private static final String RANGE = "low: 0.6, high: 1.0";

  private KeyedOneInputStreamOperatorTestHarness<
          String, Either<PartialSums, WithdrawnReport>, CellTotals>
      operator;

  @BeforeEach
  void open() throws Exception {
    operator = operator(RegistryTexts.bundled(), WINDOWS);
    operator.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<
          String, Either<PartialSums, WithdrawnReport>, CellTotals>
      operator(RegistryTexts registry, DayWindows windows) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new CellTotalsOperator(registry, windows, Duration.ofMillis(HELD_BACK_MILLIS)),
        CellChange::cellKey,
        Types.STRING);
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

  @Test
  void report_takenOut_isNoLongerInTheTotals() throws Exception {
    Cell cell = TestCells.quality(DAY);
    CellSums two = CellSums.of(2, new long[] {7}, new long[] {109});
    send(Either.Left(new PartialSums(CellId.of(cell), cell, two)));
    send(Either.Right(new WithdrawnReport(CellId.of(cell), new long[] {-3})));
    operator.setProcessingTime(HELD_BACK_MILLIS);

    CellSums one = CellSums.of(1, new long[] {10}, new long[] {100});
    assertThat(operator.extractOutputValues())
        .containsExactly(new CellTotals(cell, one, 1, false, QUALITY));
  }

  @Test
  void report_takenOutOfACellThatHasNone_isABrokenContract() {
    CellId cell = CellId.of(TestCells.quality(DAY));

    assertThatThrownBy(() -> send(Either.Right(new WithdrawnReport(cell, new long[] {1}))))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id: quality\n", RANGE})
  void cell_ofARegistryBefore_isChangedAndClosedByItsOwnMechanism(String gone) throws Exception {
    Cell cell = TestCells.quality(DAY);
    send(DAY, 3, 6);
    goOnWith(RegistryTexts.of(BundledRegistry.text().replace(gone, another(gone))));

    send(Either.Right(new WithdrawnReport(CellId.of(cell), new long[] {-3})));
    operator.processWatermark(WINDOWS.closingMillis(DAY));

    CellSums two = CellSums.of(2, new long[] {9}, new long[] {-6});
    assertThat(operator.extractOutputValues())
        .containsExactly(
            new CellTotals(cell, two, 1, false, QUALITY),
            new CellTotals(cell, two, 1, true, QUALITY));
  }

  private static String another(String gone) {
    return gone.equals(RANGE) ? "low: 0.5, high: 1.0" : "id: correctness\n";
  }

  /** The same metric's name may mean another range. */
  @Test
  void sums_ofAnotherRegistry_haveNoMechanism() throws Exception {
    goOnWith(RegistryTexts.of(BundledRegistry.text().replace(RANGE, another(RANGE))));
    send(DAY, 3, 6);
    operator.processWatermark(WINDOWS.closingMillis(DAY));

    assertThat(operator.extractOutputValues())
        .hasSize(2)
        .allSatisfy(totals -> assertThat(totals.mechanism()).isNull());
  }

  /** While a fleet changes over, cells of both are open, with the same metric's name. */
  @Test
  void sums_ofTwoRegistries_areCellsApartEachWithItsOwnMechanism() throws Exception {
    RegistryFile older =
        new RegistryFile("older", BundledRegistry.text().replace(RANGE, another(RANGE)));
    goOnWith(new RegistryTexts(BundledRegistry.file(), List.of(older)));
    Cell present = TestCells.quality(DAY);
    Cell old = TestCells.quality(DAY, older.parse());
    send(DAY, 3, 6);
    send(Either.Left(new PartialSums(CellId.of(old), old, sums(2, 9))));
    operator.processWatermark(WINDOWS.closingMillis(DAY));

    Mechanism oldQuality = older.parse().metric("quality").orElseThrow().mechanism();
    assertThat(oldQuality).isNotEqualTo(QUALITY);
    assertThat(operator.extractOutputValues())
        .filteredOn(CellTotals::closed)
        .containsExactlyInAnyOrder(
            new CellTotals(present, sums(3, 6), 0, true, QUALITY),
            new CellTotals(old, sums(2, 9), 0, true, oldQuality));
  }

  @Test
  void restored_withMoreLateness_closesTheCellAtItsNewEnd() throws Exception {
    DayWindows longer = new DayWindows(3);
    send(DAY, 3, 6);
    goOnWith(RegistryTexts.bundled(), longer);

    operator.processWatermark(WINDOWS.closingMillis(DAY));
    send(DAY, 1, 1);
    operator.processWatermark(longer.closingMillis(DAY));

    assertThat(operator.extractOutputValues())
        .containsExactly(totals(DAY, 4, 7, false), totals(DAY, 4, 7, true));
    assertThat(operator.numEventTimeTimers()).isZero();
  }

  private void goOnWith(RegistryTexts registry) throws Exception {
    goOnWith(registry, WINDOWS);
  }

  private void goOnWith(RegistryTexts registry, DayWindows windows) throws Exception {
    operator.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = operator.snapshot(1, 1);
    operator.close();
    operator = operator(registry, windows);
    operator.initializeState(state);
    operator.open();
  }

  private void send(long day, long reports, long sum) throws Exception {
    Cell cell = TestCells.quality(day);
    send(Either.Left(new PartialSums(CellId.of(cell), cell, sums(reports, sum))));
  }

  private void send(Either<PartialSums, WithdrawnReport> change) throws Exception {
    operator.processElement(new StreamRecord<>(change));
  }

  private static CellTotals totals(long day, long reports, long sum, boolean closed) {
    return new CellTotals(TestCells.quality(day), sums(reports, sum), 0, closed, QUALITY);
  }

  /** Squares are not looked at here: any that add up will do. */
  private static CellSums sums(long reports, long sum) {
    return CellSums.of(reports, new long[] {sum}, new long[] {reports});
  }
}
