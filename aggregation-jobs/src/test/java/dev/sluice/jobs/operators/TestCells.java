package dev.sluice.jobs.operators;

import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.Cell;
import java.time.LocalDate;

final class TestCells {
  private TestCells() {}

  /** The same cell on any day. */
  static Cell quality(long day) {
    return Cell.of(new TestReports(1).quality(LocalDate.ofEpochDay(day)));
  }
}
