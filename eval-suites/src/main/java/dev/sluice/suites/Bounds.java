package dev.sluice.suites;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The limits of a suite, in one place: a suite comes from a file that somebody else wrote, and a
 * device has little memory. Every check names what must hold and the value that did not.
 */
final class Bounds {

  static final int MAX_ID_CHARS = 64;
  static final int MAX_LICENCE_CHARS = 64;
  static final int MAX_DESCRIPTION_CHARS = 2_000;
  static final int MAX_TEMPLATE_CHARS = 8_000;
  static final int MAX_INPUT_CHARS = 16_000;
  static final int MAX_EXPECTED_CHARS = 4_000;
  static final int MAX_STOP_STRINGS = 8;
  static final int MAX_STOP_CHARS = 64;
  static final int MAX_ANSWER_TOKENS = 4_096;
  static final int MAX_ITEMS = 10_000;
  static final int MAX_CONTROLS = 100;
  static final int MAX_GATES = 8;
  static final int MAX_EXAMPLES = 32;
  static final int MAX_CHOICES = 32;
  static final int MAX_CHOICE_CHARS = 500;
  static final int MAX_TAGS = 8;
  static final int MAX_FLOORS = 32;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final int QUOTED_CHARS = 40;

  private Bounds() {}

  static String id(String value) {
    return id("id", value);
  }

  static String id(String name, String value) {
    text(name, value, MAX_ID_CHARS);
    if (!ID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name
              + " must be lower-case letters, digits, '.', '_' or '-' and start with a letter or digit,"
              + " but is "
              + quoted(value));
    }
    return value;
  }

  static String text(String name, String value, int maxChars) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    if (value.length() > maxChars) {
      throw new IllegalArgumentException(
          name + " must have at most " + maxChars + " characters, but has " + value.length());
    }
    return value;
  }

  static int range(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must be between " + low + " and " + high + ", but is " + value);
    }
    return value;
  }

  static double rate(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " must be greater than 0 and at most 1, but is " + value);
    }
    return value;
  }

  static <T> List<T> sized(String name, List<T> values, int low, int high) {
    if (values.size() < low || values.size() > high) {
      throw new IllegalArgumentException(
          name + " must have " + low + " to " + high + " entries, but has " + values.size());
    }
    return List.copyOf(values);
  }

  /** A value as it may be shown in a one-line message. */
  static String quoted(String value) {
    String line = value.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= QUOTED_CHARS
        ? "'" + line + "'"
        : "'" + line.substring(0, QUOTED_CHARS) + "...'";
  }
}
