package dev.sluice.ingest.intake;

import dev.sluice.schemas.ReportBytes;

/**
 * A valid report on its way to the log.
 *
 * @param bytes those that were received, and shared: nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AdmittedReport(byte[] bytes) {

  /** The report's 16 random bytes. */
  public byte[] id() {
    return ReportBytes.idOf(bytes);
  }
}
