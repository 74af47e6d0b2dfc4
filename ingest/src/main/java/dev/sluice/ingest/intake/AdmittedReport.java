package dev.sluice.ingest.intake;

import dev.sluice.schemas.ReportId;

/**
 * A valid report on its way to the log. The bytes are those that were received, and shared: nobody
 * may change them.
 */
public final class AdmittedReport {
  private final ReportId id;
  private final byte[] bytes;

  AdmittedReport(ReportId id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /** The report's 16 random bytes. */
  public byte[] id() {
    return id.bytes();
  }

  /** The report as its device encoded it. */
  public byte[] bytes() {
    return bytes;
  }
}
