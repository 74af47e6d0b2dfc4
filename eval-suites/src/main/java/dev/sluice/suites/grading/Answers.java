package dev.sluice.suites.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the graders have to say about answers in the same words. */
final class Answers {

  private static final int QUOTED_CHARS = 80;

  private Answers() {}

  /** Whether there is nothing but white space, no-break spaces included. */
  static boolean blank(String answer) {
    return answer
        .codePoints()
        .allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
  }

  static Grade empty() {
    return Grade.formatError("the answer is empty");
  }

  static Grade compared(boolean equal, String output, String expected) {
    return equal
        ? Grade.pass()
        : Grade.fail("expected " + quoted(expected) + " but got " + quoted(output));
  }

  static Optional<String> objectionToBlank(String expected) {
    return blank(expected) ? Optional.of("must not be blank") : Optional.empty();
  }

  /**
   * The texts of an expected answer that may hold several, one a line; blank lines do not count.
   */
  static List<String> several(String expected) {
    return expected.lines().filter(line -> !blank(line)).toList();
  }

  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  static double threshold(double threshold) {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "threshold must be greater than 0 and at most 1, but is " + threshold);
    }
    return threshold;
  }

  /** Says what a graded answer came to. */
  static Grade scored(double score, double threshold, String output, String expected) {
    return Grade.scored(
        score,
        threshold,
        String.format(
            Locale.ROOT,
            "scored %.3f of %s against %s with %s",
            score,
            threshold,
            quoted(expected),
            quoted(output)));
  }

  static String quoted(String answer) {
    String line = oneLine(answer);
    return line.length() <= QUOTED_CHARS
        ? "'" + line + "'"
        : "'" + line.substring(0, QUOTED_CHARS) + "...'";
  }
}
