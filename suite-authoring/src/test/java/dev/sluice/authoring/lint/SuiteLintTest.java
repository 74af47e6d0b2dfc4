package dev.sluice.authoring.lint;

import static dev.sluice.authoring.lint.CapitalsSuite.SOUND;
import static dev.sluice.authoring.lint.CapitalsSuite.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.authoring.lint.Finding.Severity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteLintTest {

  @Test
  void check_soundSuite_findsNothing() throws SuiteFormatException {
    assertThat(SuiteLint.check(parse(SOUND))).isEmpty();
  }

  @Test
  void check_statedCostBelowWhatARunTakes_isAWarning() throws SuiteFormatException {
    String stated = SOUND + "cost: {promptTokens: 5000, answerTokens: %d}\n";

    assertThat(SuiteLint.check(parse(stated.formatted(12)))).isEmpty();
    assertThat(SuiteLint.check(parse(stated.formatted(11))))
        .containsExactly(
            Finding.warning("cost", "", "cost says answerTokens 11, a run takes up to 12"));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.authoring.lint.ShippedSuites#all")
  void check_bundledSuiteOrTemplate_findsNothing(Suite suite) {
    assertThat(SuiteLint.check(suite)).isEmpty();
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
        "Paris | Parisis | WARNING | tight | fr",
        "capital of France, expected: Paris | Capital of Switzerland!, expected: Bern"
            + " | WARNING | near-duplicate | fr",
        "capital of France | Capital of Switzerland! | WARNING | ambiguous | fr",
        "capital of Spain, expected: Rome | capital of Spain, expected: Madrid | ERROR | controls |"
            + " wrong",
        "capital of Spain, expected: Madrid | Madrid, expected: Madrid | WARNING | controls | easy",
        "Apache-2.0 | NOASSERTION | WARNING | licence | ''",
        "Apache-2.0 | Apache-3.0 | WARNING | licence | ''",
        "Apache-2.0 | free for all | WARNING | licence | ''",
        "Apache-2.0 | MIT OR | WARNING | licence | ''",
        "Apache-2.0 | (MIT | WARNING | licence | ''",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIT",
        "apache-2.0",
        "CC-BY-SA-4.0",
        "MIT OR (Apache-2.0 AND BSD-3-Clause)",
        "GPL-2.0-or-later WITH Classpath-exception-2.0",
        "GPL-2.0+",
        "LicenseRef-house-rules"
      })
  void check_licenceThatAReaderCanLookUp_isFine(String licence) throws SuiteFormatException {
    assertThat(SuiteLint.check(parse(SOUND.replace("Apache-2.0", licence)))).isEmpty();
  }

  @Test
  void check_longTextsThatDifferInAWord_areNearDuplicates() throws SuiteFormatException {
    String story =
        "the boat left the harbour at dawn with nine people on board and came back at noon with"
            + " ten of them and nobody could say who the last one was or where he had come from";
    String text =
        SOUND
            .replace("capital of Switzerland", story)
            .replace("capital of France", story.replace("dawn", "ten"));

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::check, Finding::question)
        .containsExactly(tuple("ambiguous", "fr"));
  }

  @Test
  void check_labelThatNoItemExpects_isNamed() throws SuiteFormatException {
    String text =
        SOUND.replace("{type: exact}", "{type: label, labels: [Bern, Paris, Rome, Madrid, Oslo]}");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::check, Finding::message)
        .containsExactly(tuple("unused-label", "no item expects Rome, Madrid, Oslo"));
  }

  @Test
  void check_itemsThatTheirInputPasses_areNoted() throws SuiteFormatException {
    StringBuilder items = new StringBuilder("items:\n");
    for (int i = 0; i < 10; i++) {
      items.append("  - {id: more-%1$d, input: t %1$d, expected: t %1$d}\n".formatted(i));
    }

    assertThat(SuiteLint.check(parse(SOUND.replace("items:\n", items))))
        .extracting(Finding::message)
        .containsExactly("giving the input back passes 10 of 12 items");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "capital of  FRANCE | ERROR | fr | is example 1 of fewShot",
        "Capital of France! | WARNING | fr | is nearly example 1 of fewShot",
        "capital of Spain | WARNING | easy | is example 1 of fewShot"
      })
  void check_questionAmongTheExamples_isLeakage(
      String example, Severity severity, String question, String message)
      throws SuiteFormatException {
    String fewShot = "fewShot: [{input: '%s', expected: Oslo}]\nstop:".formatted(example);

    assertThat(SuiteLint.check(parse(SOUND.replaceFirst("stop:", fewShot))))
        .contains(new Finding(severity, "leakage", question, message));
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
}
