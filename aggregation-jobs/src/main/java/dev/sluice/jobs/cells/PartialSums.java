package dev.sluice.jobs.cells;

import dev.sluice.jobs.serialization.CellSumsTypeInfo;
import dev.sluice.privacy.mechanism.CellSums;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Exact sums over some of a cell's reports.
 *
 * @param cell what they are about
 * @param sums of at least one report
 */
public record PartialSums(Cell cell, @TypeInfo(CellSumsTypeInfo.class) CellSums sums) {

  /** Key of the cell, for {@code keyBy}. */
  public String cellKey() {
    return cell.key();
  }
}
