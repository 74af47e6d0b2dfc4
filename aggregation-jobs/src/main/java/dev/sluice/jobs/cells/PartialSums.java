package dev.sluice.jobs.cells;

import dev.sluice.jobs.serialization.CellSumsTypeInfo;
import dev.sluice.privacy.mechanism.CellSums;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * Exact sums over some of a cell's reports.
 *
 * @param id short form of the cell
 * @param cell what they are about
 * @param sums of at least one report
 */
public record PartialSums(CellId id, Cell cell, @TypeInfo(CellSumsTypeInfo.class) CellSums sums) {}
