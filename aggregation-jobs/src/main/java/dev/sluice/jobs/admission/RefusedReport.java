package dev.sluice.jobs.admission;

import dev.sluice.admission.Refusal;

/**
 * A record of the log that cannot be counted as a report.
 *
 * @param day the report's day since 1970-01-01; 0 when it could not be read or believed
 * @param refusal what was found wrong first
 */
public record RefusedReport(long day, Refusal refusal) {
  /** The day of a report whose own could not be read or believed. */
  public static final long UNKNOWN_DAY = 0;
}
