package dev.sluice.jobs;

import dev.sluice.jobs.admission.LoggedRecord;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.WithdrawnReport;
import dev.sluice.jobs.decisions.KeptDecision;
import dev.sluice.jobs.tallies.TallyCount;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializedTypesTest {

  /** With Kryo, state would depend on class layouts, and a report cost several times as much. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        LoggedRecord.class,
        RefusedReport.class,
        Cell.class,
        PartialSums.class,
        WithdrawnReport.class,
        CellTotals.class,
        TallyCount.class,
        KeptDecision.class
      })
  void type_thatTravelsOrIsKept_isSerializedFieldByFieldWithoutKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
