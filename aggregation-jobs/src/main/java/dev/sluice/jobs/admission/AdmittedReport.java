package dev.sluice.jobs.admission;

import dev.sluice.jobs.cells.Cell;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A report that may be counted, once.
 *
 * @param idFingerprint 64 bits of the report's id
 * @param context what it has in common with the other reports of its cell
 * @param payload its privatised values; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // reports are never compared, and there are many
@TypeInfo(AdmittedReportTypeInfo.class)
public record AdmittedReport(long idFingerprint, ReportContext context, long[] payload) {

  /** Where it is added up. */
  public Cell cell() {
    return context.cell();
  }

  /** Its day since 1970-01-01. */
  public long day() {
    return context.cell().day();
  }
}
