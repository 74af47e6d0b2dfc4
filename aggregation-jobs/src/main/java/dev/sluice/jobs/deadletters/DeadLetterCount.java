package dev.sluice.jobs.deadletters;

import dev.sluice.schemas.DeadLetter;
import java.time.LocalDate;

/**
 * Dead letters of one reason.
 *
 * @param reason code of the refusal
 * @param letters how many there are
 * @param withBytes how many of them have their bytes
 * @param admittedNow how many of those would be admitted by the present rules
 * @param replayed how many have been put back
 * @param oldestDay earliest day on which one was logged
 * @param newestDay latest such day
 */
public record DeadLetterCount(
    String reason,
    long letters,
    long withBytes,
    long admittedNow,
    long replayed,
    LocalDate oldestDay,
    LocalDate newestDay) {

  /** Of one letter, which has not been put back. */
  static DeadLetterCount of(DeadLetter letter, boolean admittedNow) {
    return new DeadLetterCount(
        letter.getReason(),
        1,
        letter.getBytes() == null ? 0 : 1,
        admittedNow ? 1 : 0,
        0,
        letter.getLoggedDay(),
        letter.getLoggedDay());
  }

  /** Of letters that are counted already, one more of which has been put back. */
  DeadLetterCount withOneReplayed() {
    return new DeadLetterCount(
        reason, letters, withBytes, admittedNow, replayed + 1, oldestDay, newestDay);
  }

  /** Of these and others of the same reason. */
  DeadLetterCount plus(DeadLetterCount more) {
    return new DeadLetterCount(
        reason,
        letters + more.letters,
        withBytes + more.withBytes,
        admittedNow + more.admittedNow,
        replayed + more.replayed,
        oldestDay.isBefore(more.oldestDay) ? oldestDay : more.oldestDay,
        newestDay.isAfter(more.newestDay) ? newestDay : more.newestDay);
  }
}
