package dev.sluice.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.authoring.lint.Finding.Severity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteLintTest {

  private static final String SOUND =
      """
      id: capitals
      version: 1.0.0
      description: Capitals.
      licence: Apache-2.0
      template: "Q: capital of Peru? A: Lima\\nQ: {{input}} A:"
      stop: ["#"]
      maxTokens: 3
      grader: {type: exact}
      gates: [{type: length, unit: characters, atMost: 12}]
      sample: 1
      items:
        - {id: ch, input: capital of Switzerland, expected: Bern}
        - {id: fr, input: capital of France, expected: Paris}
      controls:
        - {id: good, kind: must-pass, input: capital of Italy, expected: Rome}
        - {id: easy, kind: must-pass, input: capital of Spain, expected: Madrid}
        - {id: wrong, kind: must-fail, input: capital of Spain, expected: Rome}
      """;

  static List<Suite> bundled() {
    return BundledSuites.all();
  }

  @Test
  void check_soundSuite_findsNothing() throws SuiteFormatException {
    assertThat(SuiteLint.check(parse(SOUND))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void check_bundledSuite_findsNoErrors(Suite suite) {
    assertThat(SuiteLint.check(suite)).noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capital of France, expected: Paris | Capital of  switzerland, expected: Bern"
            + " | WARNING | duplicate | fr",
        "capital of France | Capital of  switzerland | ERROR | contradiction | fr",
        "capital of France | capital of Peru | ERROR | leakage | fr",
        "capital of France | capital of Italy | WARNING | leakage | fr",
        "Paris | Paris or maybe Lyon | ERROR | unreachable | fr",
        "Paris | P#ris | ERROR | unreachable | fr",
        "Paris | a b c d | ERROR | unreachable | fr",
        "Madrid | the city of Madrid | ERROR | unreachable | easy",
        "kind: must-fail | kind: must-pass | WARNING | controls | ''"
      })
  void check_oneFault_isFoundWhereItIs(
      String was, String becomes, Severity severity, String check, String question)
      throws SuiteFormatException {
    String text = SOUND.replace(was, becomes);
    assertThat(text).isNotEqualTo(SOUND);

    assertThat(SuiteLint.check(parse(text)))
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.check()).isEqualTo(check);
              assertThat(finding.question()).isEqualTo(question);
              assertThat(finding.message()).isNotBlank().doesNotContain("\n");
            });
  }

  @Test
  void check_patternThatMatchesAnything_isAnError() throws SuiteFormatException {
    String text = SOUND.replace("type: exact", "type: regex").replace("Bern", "'.*'");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::check, Finding::question)
        .containsExactly(tuple("passes-anything", "ch"));
  }

  @Test
  void check_itemsThatAllExpectTheSame_isAWarning() throws SuiteFormatException {
    StringBuilder items = new StringBuilder("items:\n");
    for (int i = 0; i < 10; i++) {
      items.append("  - {id: more-%d, input: 'town %d', expected: Bern}\n".formatted(i, i));
    }

    assertThat(SuiteLint.check(parse(SOUND.replace("items:\n", items))))
        .extracting(Finding::check)
        .containsExactly("one-answer");
  }

  /** Four questions; the longest prompt is that of Switzerland, with 22 characters of input. */
  @Test
  void cost_ofASampledSuite_isThatOfControlsAndLongestItems() throws SuiteFormatException {
    RunCost cost = RunCost.of(parse(SOUND));

    int around = "Q: capital of Peru? A: Lima\nQ:  A:".length();
    int characters = 4 * around + 22 + 3 * 16;
    assertThat(cost).isEqualTo(new RunCost(4, (characters + 2) / 3, 12));
  }

  @Test
  void seconds_ofACost_areThoseOfReadingAndWriting() {
    assertThat(new RunCost(4, 70, 12).seconds(10, 2)).isCloseTo(13, within(1e-9));
  }

  private static Suite parse(String text) throws SuiteFormatException {
    return SuiteParser.parse(text, "capitals.yaml");
  }
}
