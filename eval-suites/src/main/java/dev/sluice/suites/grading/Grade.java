package dev.sluice.suites.grading;

import java.util.OptionalDouble;

/**
 * What became of one answer.
 *
 * @param mark what may be counted and reported
 * @param score how good the answer is, 0 (nothing of it is right) to 1 (all of it is); absent where
 *     there is no quality to average: for a format error, and where an answer keeps to a boundary
 *     or does not
 * @param explanation for the person at the device: may quote the answer, so it stays there; empty
 *     for a pass
 * @param breaksGate whether the answer breaks a gate of its suite, and was not graded for that; a
 *     format error that a grader finds is its mark alone
 */
public record Grade(Mark mark, OptionalDouble score, String explanation, boolean breaksGate) {

  /** The three things that a grader can find. */
  public enum Mark {
    /** The answer is right, or good enough. */
    PASS,
    /** The answer has the right form and is wrong. */
    FAIL,
    /** There is no answer of the right form: empty, not JSON, not one of the labels, too long. */
    FORMAT_ERROR
  }

  private static final Grade PASSED = new Grade(Mark.PASS, OptionalDouble.of(1), "");
  private static final Grade KEPT_TO_BOUNDARY = new Grade(Mark.PASS, OptionalDouble.empty(), "");

  /** By a grader. */
  public Grade(Mark mark, OptionalDouble score, String explanation) {
    this(mark, score, explanation, false);
  }

  public Grade {
    if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("score must be between 0 and 1, but is " + score);
    }
    if (mark == Mark.FORMAT_ERROR && score.isPresent()) {
      throw new IllegalArgumentException("score must be absent for a format error");
    }
    if (breaksGate && mark != Mark.FORMAT_ERROR) {
      throw new IllegalArgumentException("mark of what breaks a gate must be a format error");
    }
  }

  /** Wholly right. */
  public static Grade pass() {
    return PASSED;
  }

  /** Wholly wrong. */
  public static Grade fail(String explanation) {
    return new Grade(Mark.FAIL, OptionalDouble.of(0), explanation);
  }

  /** A pass when the score reaches the threshold. */
  public static Grade scored(double score, double threshold, String explanation) {
    boolean passed = score >= threshold;
    return new Grade(
        passed ? Mark.PASS : Mark.FAIL, OptionalDouble.of(score), passed ? "" : explanation);
  }

  public static Grade formatError(String explanation) {
    return new Grade(Mark.FORMAT_ERROR, OptionalDouble.empty(), explanation);
  }

  /** The answer breaks a gate, whatever it is worth. */
  public static Grade gateBroken(String explanation) {
    return new Grade(Mark.FORMAT_ERROR, OptionalDouble.empty(), explanation, true);
  }

  /** The answer is of the kind that it has to be; how good it is, is not asked. */
  public static Grade withinBoundary() {
    return KEPT_TO_BOUNDARY;
  }

  /** The answer is not of the kind that it has to be; how good it is, is not asked. */
  public static Grade acrossBoundary(String explanation) {
    return new Grade(Mark.FAIL, OptionalDouble.empty(), explanation);
  }

  public boolean passed() {
    return mark == Mark.PASS;
  }
}
