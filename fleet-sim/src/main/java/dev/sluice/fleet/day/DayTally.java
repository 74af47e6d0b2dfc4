package dev.sluice.fleet.day;

import dev.sluice.fleet.send.Receipt;

/**
 * What a fleet sent on a day. Every sending counts, also that of a duplicate.
 *
 * @param candidates devices that answered for the candidate
 * @param controls devices that answered for the control
 * @param reports what became of the reports, duplicates included
 * @param duplicates how many of them were sent for the second time
 * @param malformed what became of the bodies that were no report
 */
public record DayTally(
    long candidates, long controls, Receipt reports, long duplicates, Receipt malformed) {
  public static final DayTally NOTHING = new DayTally(0, 0, Receipt.NOTHING, 0, Receipt.NOTHING);

  /** Both together. */
  public DayTally plus(DayTally other) {
    return new DayTally(
        candidates + other.candidates,
        controls + other.controls,
        reports.plus(other.reports),
        duplicates + other.duplicates,
        malformed.plus(other.malformed));
  }
}
