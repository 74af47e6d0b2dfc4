package dev.sluice.jobs.cells;

/**
 * A report that has been counted and is to be taken out of its cell again.
 *
 * @param id short form of the cell
 * @param payload what was added
 */
@SuppressWarnings("ArrayRecordComponent") // such reports are never compared
public record WithdrawnReport(CellId id, long[] payload) {}
