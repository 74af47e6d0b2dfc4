package dev.sluice.authoring.lint;

import static dev.sluice.authoring.lint.CapitalsSuite.SOUND;
import static dev.sluice.authoring.lint.CapitalsSuite.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.yaml.SuiteFormatException;
import org.junit.jupiter.api.Test;

/** Controls that could not tell a broken harness from a sound one. */
class ControlsLintTest {
  @Test
  void check_controlsThatOneAnswerPasses_areAnError() throws SuiteFormatException {
    String text =
        SOUND.replace("type: exact", "type: contains").replace("expected: Madrid", "expected: me");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::check, Finding::question)
        .contains(tuple("controls", "good"));
  }

  @Test
  void check_controlsAmongTwoLabels_arePassedByLuckTooOften() throws SuiteFormatException {
    String text =
        SOUND
            .replace("{type: exact}", "{type: label, labels: [Bern, Paris]}")
            .replace("Rome", "Bern")
            .replace("Madrid", "Paris");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::message)
        .containsExactly("guessing passes all 2 must-pass controls once in 4 runs: add one");
  }

  @Test
  void check_controlsAmongTwoChoicesEach_arePassedByLuckTooOften() throws SuiteFormatException {
    String text =
        SOUND
            .replace("{type: exact}", "{type: choice}")
            .replaceAll("expected: (\\w+)", "expected: $1, choices: [$1, Lyon]");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::message)
        .contains("guessing passes all 2 must-pass controls once in 4 runs: add one");
  }

  /** The joined list would pass the must-fail control no better than it passes its own. */
  @Test
  void check_oneOfSeveralRightAnswersThatPassesAMustFailControl_isAnError()
      throws SuiteFormatException {
    String text =
        SOUND
            .replace("{type: exact}", "{type: token-f1, threshold: 0.8}")
            .replace("expected: Madrid", "expected: [Madrid, Rome, Villa y Corte]");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::check, Finding::question)
        .contains(tuple("controls", "wrong"));
  }
}
