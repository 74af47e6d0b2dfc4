package dev.sluice.jobs.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestReports;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportedModel;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellTest {
  private final TestReports reports = new TestReports(21);

  @Test
  void ofKey_keyOfAnyCell_isThatCell() {
    Map<String, Cell> cells = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      Cell cell = TestContexts.cell(reports.any(TestReports.DAY.minusDays(i % 3)));

      assertThat(Cell.ofKey(cell.key())).isEqualTo(cell);
      assertThat(cells.merge(cell.key(), cell, (before, now) -> before)).isEqualTo(cell);
    }
    assertThat(cells).hasSizeGreaterThan(100);
  }

  /** In words: what it says does not change with the registry that somebody has. */
  @Test
  void key_ofAReport_namesMetricClassAndTier() {
    Report quality = reports.quality(TestReports.DAY);

    assertThat(TestContexts.cell(quality).key())
        .isEqualTo(
            "tiny/1.1.0/0202020202020202/Q8_0/llama.cpp-b4916/cpu2k////"
                + TestReports.REGISTRY.digest().substring(0, 16)
                + "/0404040404040404/phone-8gb/20468/quality/LAPLACE_GRID/1000000000");
  }

  @Test
  void ofKey_somethingElse_isRefused() {
    String key = TestContexts.cell(reports.quality(TestReports.DAY)).key();

    for (String other : new String[] {"", key + "/", key.substring(1 + key.indexOf('/')), "a/b"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Cell.ofKey(other));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Cell.ofKey(key + "x"));
  }

  @Test
  void of_anotherContext_isAnotherCell() {
    Report some = reports.quality(TestReports.DAY);
    Report other =
        Report.newBuilder(some)
            .setModel(ReportedModel.newBuilder(some.getModel()).setContext(12).build())
            .build();

    assertThat(TestContexts.cell(other)).isNotEqualTo(TestContexts.cell(some));
  }
}
