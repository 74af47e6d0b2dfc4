package dev.sluice.probe.llama;

import dev.sluice.probe.engine.AnswerChoices;
import java.util.stream.Collectors;

/**
 * Writes the choices as a grammar in GBNF, the language of llama.cpp. A grammar that it cannot read
 * is dropped in silence, so nothing is left to it: whatever is not an ASCII letter or digit is
 * written by its code point.
 */
final class ChoiceGrammar {
  private ChoiceGrammar() {}

  /**
   * A grammar that allows these texts and no other.
   *
   * @throws IllegalArgumentException for half a surrogate pair or a null character, which no UTF-8
   *     text of C can hold
   */
  static String of(AnswerChoices choices) {
    return choices.texts().stream()
        .map(ChoiceGrammar::literal)
        .collect(Collectors.joining(" | ", "root ::= ", "\n"));
  }

  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(literal, point));
    return literal.append('"').toString();
  }

  private static void append(StringBuilder literal, int point) {
    if (point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException(
          "choices must not hold the code point U+%04X".formatted(point));
    }
    if ((point >= 'a' && point <= 'z')
        || (point >= 'A' && point <= 'Z')
        || (point >= '0' && point <= '9')) {
      literal.append((char) point);
    } else {
      literal.append("\\U%08X".formatted(point));
    }
  }
}
