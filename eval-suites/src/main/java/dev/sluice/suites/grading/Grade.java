package dev.sluice.suites.grading;

/**
 * What became of one answer.
 *
 * @param mark the only part that may be counted and reported
 * @param explanation for the person at the device: may quote the answer, so it stays there; empty
 *     for a pass
 */
public record Grade(Mark mark, String explanation) {

  /** The three things that a grader can find. */
  public enum Mark {
    /** The answer is right. */
    PASS,
    /** The answer has the right form and is wrong. */
    FAIL,
    /** There is no answer of the right form: empty, not JSON, not one of the labels. */
    FORMAT_ERROR
  }

  private static final Grade PASSED = new Grade(Mark.PASS, "");

  public static Grade pass() {
    return PASSED;
  }

  public static Grade fail(String explanation) {
    return new Grade(Mark.FAIL, explanation);
  }

  public static Grade formatError(String explanation) {
    return new Grade(Mark.FORMAT_ERROR, explanation);
  }

  public boolean passed() {
    return mark == Mark.PASS;
  }
}
