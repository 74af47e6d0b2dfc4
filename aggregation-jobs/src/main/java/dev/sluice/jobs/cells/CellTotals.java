package dev.sluice.jobs.cells;

import dev.sluice.jobs.serialization.CellSumsTypeInfo;
import dev.sluice.jobs.serialization.MechanismTypeInfo;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.MechanismKind;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * All that has been added up for a cell so far, and how it is estimated. The mechanism is kept with
 * the cell: a day is open for weeks, and the job may go on with another registry meanwhile, in
 * which the metric has another range or is gone.
 *
 * @param cell what the sums are about
 * @param sums over all its reports, each id once
 * @param withdrawn how many reports were in the sums once and were taken out again
 * @param closed whether the cell's window has closed: nothing can change any more
 * @param mechanism that of the cell's metric in the cell's registry; null in state of a version
 *     that did not keep it, if the job went on with another registry at once
 */
public record CellTotals(
    Cell cell,
    @TypeInfo(CellSumsTypeInfo.class) CellSums sums,
    long withdrawn,
    boolean closed,
    @TypeInfo(MechanismTypeInfo.class) @Nullable Mechanism mechanism) {

  /** The totals after a first part. */
  public static CellTotals of(PartialSums part, @Nullable Mechanism mechanism) {
    return new CellTotals(part.cell(), part.sums(), 0, false, mechanism);
  }

  /**
   * These totals and another part of the same cell.
   *
   * @throws ArithmeticException on overflow
   */
  public CellTotals plus(PartialSums part) {
    return new CellTotals(cell, sums.plus(part.sums()), withdrawn, false, mechanism);
  }

  /** These totals without a report that is in them. */
  public CellTotals minus(WithdrawnReport report) {
    MechanismKind kind = MechanismKind.valueOf(cell.mechanism());
    return new CellTotals(
        cell, sums.minus(kind, report.payload()), Math.addExact(withdrawn, 1), false, mechanism);
  }

  /** The same totals, final. */
  public CellTotals close() {
    return new CellTotals(cell, sums, withdrawn, true, mechanism);
  }

  /** The same totals, to be estimated by a mechanism. */
  public CellTotals estimatedBy(Mechanism itsMechanism) {
    return new CellTotals(cell, sums, withdrawn, closed, itsMechanism);
  }
}
