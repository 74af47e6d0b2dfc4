package dev.sluice.jobs.cells;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestReports;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.ComponentEstimate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AggregateBuilderTest {
  private static final int COHORT = 10;
  private static final Mechanism HALF_TO_ONE =
      new GridLaplace(new ClippedRange(0.5, 1, ClippedRange.Worst.LOW));

  private final AggregateBuilder builder = new AggregateBuilder(COHORT);

  /** Half of the grid, on the range that the cell's reports were made on. */
  @Test
  void build_enoughReports_estimatesByTheCellsOwnMechanism() {
    Aggregate aggregate = builder.build(totals(COHORT, HALF_TO_ONE));

    assertThat(aggregate.getEstimates())
        .extracting(ComponentEstimate::getValue)
        .containsExactly(0.75);
    assertThat(aggregate.getSuppressed()).isNull();
  }

  @Test
  void build_tooFewReports_saysSoAndEstimatesNothing() {
    Aggregate aggregate = builder.build(totals(COHORT - 1, HALF_TO_ONE));

    assertThat(aggregate.getEstimates()).isEmpty();
    assertThat(aggregate.getSuppressed()).isEqualTo("fewer than 10 reports");
  }

  @Test
  void build_mechanismThatWasNotKept_publishesWhatIsExactAndSaysWhyNotMore() {
    Aggregate aggregate = builder.build(totals(COHORT, null));

    assertThat(aggregate.getReports()).isEqualTo(COHORT);
    assertThat(aggregate.getSums()).isEqualTo(List.of(5000L));
    assertThat(aggregate.getEstimates()).isEmpty();
    assertThat(aggregate.getSuppressed())
        .isEqualTo(
            "the rules of registry "
                + TestReports.REGISTRY.digest().substring(0, 16)
                + " were not kept");
  }

  private static CellTotals totals(long reports, @Nullable Mechanism mechanism) {
    Cell cell = TestContexts.cell(new TestReports(1).quality(TestReports.DAY));
    CellSums sums =
        CellSums.of(reports, new long[] {500 * reports}, new long[] {250_000 * reports});
    return new CellTotals(cell, sums, 0, true, mechanism);
  }
}
