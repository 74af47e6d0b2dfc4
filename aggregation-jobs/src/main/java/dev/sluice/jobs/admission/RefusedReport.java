package dev.sluice.jobs.admission;

/**
 * Bytes that cannot be counted as a report.
 *
 * @param day the report's day since 1970-01-01; 0 when it could not be read or believed
 * @param reason fixed code of what was wrong, without anything that was sent
 */
public record RefusedReport(long day, String reason) {}
