package dev.sluice.jobs.admission;

import dev.sluice.jobs.cells.Cell;

/**
 * A report that may be counted, once.
 *
 * @param idFingerprint 64 bits of the report's id
 * @param cell where it is added up
 * @param payload its privatised values; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // reports are never compared, and there are many
public record AdmittedReport(long idFingerprint, Cell cell, long[] payload) {}
