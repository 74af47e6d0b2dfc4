package dev.sluice.suites.grading;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression out of a suite file, in RE2's syntax (no look-around, no back-references).
 *
 * <p>Time is at most proportional to the length of the text times the size of the pattern, whatever
 * the two are (Cox, "Regular Expression Matching Can Be Simple And Fast", 2007), and the size is
 * bounded here: the library writes counted repetitions out, nested ones multiply.
 */
final class LinearPattern {

  static final int MAX_CHARS = 1_000;
  private static final long MAX_SIZE = 20_000;
  private static final Pattern COUNTS = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private final Pattern pattern;

  private LinearPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with the reason, in one line, for a pattern that is not one or
   *     is too large
   */
  static LinearPattern of(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "a pattern must have 1 to " + MAX_CHARS + " characters, but has " + text.length());
    }
    if (text.length() * copies(text) > MAX_SIZE) {
      throw new IllegalArgumentException(
          "the length of a pattern times all its repetitions must come to at most " + MAX_SIZE);
    }
    try {
      return new LinearPattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(Answers.oneLine(String.valueOf(e.getMessage())), e);
    }
  }

  boolean occursIn(String text) {
    return pattern.matcher(text).find();
  }

  /** As if every counted repetition were inside every other one: never too few. */
  private static long copies(String text) {
    long copies = 1;
    Matcher counts = COUNTS.matcher(text);
    while (counts.find() && copies <= MAX_SIZE) {
      copies *= Math.max(1, Math.max(number(counts.group(1)), number(counts.group(2))));
    }
    return copies;
  }

  private static long number(String digits) {
    return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
