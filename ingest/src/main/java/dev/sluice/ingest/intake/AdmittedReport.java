package dev.sluice.ingest.intake;

import dev.sluice.schemas.ReportBytes;
import java.util.Arrays;

/**
 * A valid report on its way to the log.
 *
 * @param bytes those that were received, and shared: nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AdmittedReport(byte[] bytes) {

  /** The report's 16 random bytes. */
  public byte[] id() {
    return Arrays.copyOfRange(bytes, ReportBytes.ID_START, ReportBytes.CONTEXT_START);
  }
}
