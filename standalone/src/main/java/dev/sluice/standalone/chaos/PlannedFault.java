package dev.sluice.standalone.chaos;

/**
 * A fault of the schedule.
 *
 * @param kind what is done
 * @param atMillis when, from the beginning of the schedule; later if the one before takes longer
 * @param lastsMillis how long a part stays paused, slow or away before it is started again
 * @param target which of several equal parts, counted from 0
 */
record PlannedFault(FaultKind kind, long atMillis, long lastsMillis, int target) {}
