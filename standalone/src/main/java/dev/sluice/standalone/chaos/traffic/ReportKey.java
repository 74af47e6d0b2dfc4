package dev.sluice.standalone.chaos.traffic;

import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Report;
import java.util.HexFormat;

/**
 * What tells one sent body from another.
 *
 * @param id the report's id, in hexadecimal; a digest of bytes that are no report
 * @param content a digest of all its bytes
 */
public record ReportKey(String id, String content) {
  /** Of a report and its encoding. */
  public static ReportKey of(Report report, byte[] bytes) {
    return new ReportKey(
        HexFormat.of().formatHex(report.getId().bytes()), Digests.hex(Digests.of(bytes)));
  }

  /** Of bytes that are no report. */
  public static ReportKey of(byte[] bytes) {
    String digest = Digests.hex(Digests.of(bytes));
    return new ReportKey(digest, digest);
  }
}
