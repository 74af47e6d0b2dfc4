package dev.sluice.authoring.lint;

import static dev.sluice.authoring.lint.CapitalsSuite.SOUND;
import static dev.sluice.authoring.lint.CapitalsSuite.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.yaml.SuiteFormatException;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right answers that a model cannot give, because of gates, stop texts and maxTokens. */
class ReachableAnswersTest {
  @Test
  void check_partsOfAnAnswerThatAGateRefuses_areUnreachable() throws SuiteFormatException {
    String text =
        SOUND
            .replace("{type: exact}", "{type: contains-all}")
            .replace("unit: characters, atMost: 12", "unit: words, atLeast: 2, atMost: 3")
            .replaceAll("expected: (\\w+)", "expected: [$1]")
            .replace("[Paris]", "[Paris, by, the, Seine]");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::check, Finding::question)
        .containsExactly(tuple("unreachable", "fr"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: token-f1, threshold: 0.8} | [Denver Broncos, the Denver team, Broncos of Denver]",
        "{type: token-f1, threshold: 0.8} | [a b c d e, Paris]",
        "{type: token-f1, threshold: 0.6} | Paris of France of old",
        "{type: contains-any} | [a b c d e, Paris]",
        "{type: contains-all} | [Paris, France]",
        "{type: rouge-l, threshold: 0.6} | Paris of France today",
        "{type: edit-similarity, threshold: 0.8} | 'Paris#'",
        "{type: contains} | \"Paris\\nFrance\""
      })
  void check_answerOfWhichEnoughCanBeSaid_isReachable(String grader, String expected)
      throws SuiteFormatException {
    assertThat(unreachable(graded(grader, expected))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: token-f1, threshold: 0.9} | [a b c d e, f g h i j]",
        "{type: contains-any} | [P#ris, a b c d e]",
        "{type: contains-all} | [P#ris, France]",
        "{type: contains-all} | [a b, c d]",
        "{type: rouge-l, threshold: 0.9} | Paris of France today",
        "{type: contains} | \"Paris\\n#France\"",
        "{type: normalised} | \"Paris\\n#\""
      })
  void check_everyRightAnswerCutShort_isUnreachable(String grader, String expected)
      throws SuiteFormatException {
    assertThat(unreachable(graded(grader, expected))).containsExactly("fr");
  }

  @Test
  void check_gateThatWantsMoreWordsThanTokens_isUnreachableForThatReason()
      throws SuiteFormatException {
    String text =
        SOUND
            .replace("{type: exact}", "{type: contains}")
            .replace("unit: characters, atMost: 12", "unit: words, atLeast: 5, atMost: 9");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::message)
        .contains("every answer that gets through has more words than maxTokens 3");
  }

  @Test
  void check_partsOfAnAnswerInJson_areObjectedToOnlyWhenTheyAreCut() throws SuiteFormatException {
    String gate = "gates: [{type: json-schema, schema: '{\"type\": \"object\"}'}]";
    String text =
        SOUND
            .replace("{type: exact}", "{type: contains}")
            .replaceFirst("gates: .*", Matcher.quoteReplacement(gate));

    assertThat(unreachable(text)).isEmpty();
    assertThat(unreachable(text.replace("Paris", "P#ris"))).containsExactly("fr");
  }

  private static String graded(String grader, String expected) {
    return SOUND
        .replace("{type: exact}", grader)
        .replace("atMost: 12", "atMost: 40")
        .replace("Paris", expected);
  }

  private static List<String> unreachable(String text) throws SuiteFormatException {
    return SuiteLint.check(parse(text)).stream()
        .filter(finding -> finding.check().equals("unreachable"))
        .map(Finding::question)
        .toList();
  }
}
