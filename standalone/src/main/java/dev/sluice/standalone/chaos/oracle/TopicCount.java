package dev.sluice.standalone.chaos.oracle;

/**
 * The records of the reports topic by what must become of them.
 *
 * @param records all of them
 * @param countable distinct reports that must be in the sums
 * @param duplicates further copies of those
 * @param late reports of closed days
 * @param conflicting reports whose id has several contents
 * @param invalid bytes that are no report
 * @param unknown records that nobody sent
 * @param lost acknowledged bodies that are not there
 * @param unansweredStored countable reports that got no answer and are there
 */
public record TopicCount(
    long records,
    long countable,
    long duplicates,
    long late,
    long conflicting,
    long invalid,
    long unknown,
    long lost,
    long unansweredStored) {}
