package dev.sluice.authoring.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What Python's methods make of texts. */
final class Wording {
  private Wording() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** The first letter large, the others small. */
  static String capitalised(String text) {
    int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return upper(text.substring(0, first)) + lower(text.substring(first));
  }

  /** A large letter after everything that is no letter, so after an apostrophe too. */
  static String title(String text) {
    StringBuilder title = new StringBuilder();
    boolean within = false;
    for (int letter : text.codePoints().toArray()) {
      title.appendCodePoint(within ? Character.toLowerCase(letter) : Character.toTitleCase(letter));
      within = Character.isLetter(letter);
    }
    return title.toString();
  }

  /**
   * A text without what stands at its start or end.
   *
   * @param letters those to take away; white space when empty
   */
  static String stripped(String text, Optional<String> letters, boolean start, boolean end) {
    int from = 0;
    int to = text.length();
    while (start && from < to && isStripped(text.charAt(from), letters)) {
      from++;
    }
    while (end && to > from && isStripped(text.charAt(to - 1), letters)) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isStripped(char letter, Optional<String> letters) {
    return letters
        .map(some -> some.indexOf(letter) >= 0)
        .orElseGet(() -> Character.isWhitespace(letter) || Character.isSpaceChar(letter));
  }

  /** What is before, between and after {@code between}, which is not empty. */
  static List<String> parts(String text, String between) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(between);
    while (end >= 0) {
      parts.add(text.substring(start, end));
      start = end + between.length();
      end = text.indexOf(between, start);
    }
    parts.add(text.substring(start));
    return parts;
  }
}
