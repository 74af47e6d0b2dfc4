package dev.sluice.jobs.admission;

/**
 * A record of the log that cannot be counted as a report.
 *
 * @param day the report's day since 1970-01-01; 0 when it could not be read or believed
 * @param reason code of what was found wrong first
 * @param logged the record itself
 */
public record RefusedReport(long day, String reason, LoggedRecord logged) {
  /** The day of a report whose own could not be read or believed. */
  public static final long UNKNOWN_DAY = 0;
}
