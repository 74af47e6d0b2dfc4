package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.AnswerChoices;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceGrammarTest {

  private static final Pattern LITERAL = Pattern.compile("\"((?:[a-zA-Z0-9]|\\\\U[0-9A-F]{8})+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\U([0-9A-F]{8})");

  @Test
  void of_twoWords_isOneRule() {
    assertThat(ChoiceGrammar.of(new AnswerChoices(List.of("yes", "no \"x\""))))
        .isEqualTo("root ::= \"yes\" | \"no\\U00000020\\U00000022x\\U00000022\"\n");
  }

  @Property(tries = 500)
  void of_anyTexts_canBeReadBack(
      @ForAll @Size(min = 2, max = 6) @UniqueElements
          List<@StringLength(min = 1, max = 12) String> texts) {
    if (texts.stream().flatMapToInt(String::codePoints).anyMatch(ChoiceGrammarTest::isUnwritable)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ChoiceGrammar.of(new AnswerChoices(texts)));
      return;
    }

    String grammar = ChoiceGrammar.of(new AnswerChoices(texts));

    assertThat(grammar).startsWith("root ::= ").endsWith("\n").isASCII();
    assertThat(LITERAL.matcher(grammar).results().map(m -> unescaped(m.group(1))).toList())
        .isEqualTo(texts);
    assertThat(LITERAL.matcher(grammar).replaceAll("").replace("root ::= ", "").strip())
        .matches("(\\| *)+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\uD83D"})
  void of_whatUtf8CannotHold_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChoiceGrammar.of(new AnswerChoices(List.of("x", text))))
        .withMessageContaining("U+");
  }

  private static boolean isUnwritable(int point) {
    return point == 0 || (point >= 0xD800 && point <= 0xDFFF);
  }

  private static String unescaped(String literal) {
    return ESCAPE
        .matcher(literal)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
  }
}
