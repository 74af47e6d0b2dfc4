package dev.sluice.suites.grading;

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

  static String quoted(String answer) {
    String line = answer.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= QUOTED_CHARS
        ? "'" + line + "'"
        : "'" + line.substring(0, QUOTED_CHARS) + "...'";
  }
}
