package dev.sluice.standalone.chaos;

import java.util.Optional;

/**
 * A fault as it came.
 *
 * @param fault what was planned
 * @param beganMillis when it was done, from the beginning of the schedule
 * @param gapMillis the longest time around it without committed results
 * @param said what is worth knowing about it, in a few words
 * @param problem why it counts against the run; empty if it does not
 * @param skipped whether it could not be done here
 */
record FaultRecord(
    PlannedFault fault,
    long beganMillis,
    long gapMillis,
    String said,
    Optional<String> problem,
    boolean skipped) {

  /** Whether the time without results was longer than is accepted of its kind. */
  boolean tooLong() {
    var largest = fault.kind().largestGapSeconds();
    return !skipped && largest.isPresent() && gapMillis > largest.getAsInt() * 1000L;
  }
}
