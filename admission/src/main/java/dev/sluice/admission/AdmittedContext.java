package dev.sluice.admission;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Mechanism;

/**
 * All that a report says but for its id and its answer, after one with just these bytes has been
 * admitted. Only two things can still be wrong with another: that its answer is none of the
 * mechanism's, and that its day is not believed when it is received.
 */
public final class AdmittedContext {
  private final long day;
  private final Mechanism mechanism;
  private final Epsilon epsilon;
  private final DayBounds days;

  AdmittedContext(long day, Mechanism mechanism, Epsilon epsilon, DayBounds days) {
    this.day = day;
    this.mechanism = mechanism;
    this.epsilon = epsilon;
    this.days = days;
  }

  /**
   * Whether a further report of this context is admitted.
   *
   * @param payload within the bounds of the format
   * @param receivedMillis when the report was received, in epoch milliseconds
   */
  public boolean admits(long[] payload, long receivedMillis) {
    return days.objection(day, receivedMillis).isEmpty() && mechanism.admits(payload, epsilon);
  }
}
