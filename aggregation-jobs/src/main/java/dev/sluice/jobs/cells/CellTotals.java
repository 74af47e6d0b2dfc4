package dev.sluice.jobs.cells;

import dev.sluice.jobs.serialization.CellSumsTypeInfo;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Mechanism;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * All that has been added up for a cell so far.
 *
 * @param cell what the sums are about
 * @param sums over all its reports, each id once
 * @param withdrawn how many reports were in the sums once and were taken out again
 * @param closed whether the cell's window has closed: nothing can change any more
 */
public record CellTotals(
    Cell cell, @TypeInfo(CellSumsTypeInfo.class) CellSums sums, long withdrawn, boolean closed) {

  /** The totals after a first part. */
  public static CellTotals of(PartialSums part) {
    return new CellTotals(part.cell(), part.sums(), 0, false);
  }

  /**
   * These totals and another part of the same cell.
   *
   * @throws ArithmeticException on overflow
   */
  public CellTotals plus(PartialSums part) {
    return new CellTotals(cell, sums.plus(part.sums()), withdrawn, false);
  }

  /**
   * These totals without a report that is in them.
   *
   * @param mechanism of the cell's metric
   */
  public CellTotals minus(WithdrawnReport report, Mechanism mechanism) {
    return new CellTotals(
        cell, sums.minus(mechanism, report.payload()), Math.addExact(withdrawn, 1), false);
  }

  /** The same totals, final. */
  public CellTotals close() {
    return new CellTotals(cell, sums, withdrawn, true);
  }
}
