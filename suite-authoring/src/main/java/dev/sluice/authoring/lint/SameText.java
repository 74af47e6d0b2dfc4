package dev.sluice.authoring.lint;

import java.util.Locale;

/** When two prompts are the same to a reader: apart from case and white space. */
final class SameText {

  private SameText() {}

  static String of(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
