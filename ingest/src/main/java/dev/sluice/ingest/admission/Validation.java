package dev.sluice.ingest.admission;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportId;

/** What came of validating the bytes of one report. */
public sealed interface Validation {

  /**
   * The bytes are a report to be counted.
   *
   * @param id the report's id
   */
  record Accepted(ReportId id) implements Validation {}

  /**
   * The bytes will never be taken.
   *
   * @param reason the first thing found wrong
   * @param detail the field concerned, or empty; never anything that the report says
   */
  record Rejected(Problem reason, String detail) implements Validation {
    Rejected(Problem reason) {
      this(reason, "");
    }
  }
}
