package dev.sluice.authoring.lint;

import static dev.sluice.authoring.lint.CapitalsSuite.SOUND;
import static dev.sluice.authoring.lint.CapitalsSuite.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunCostTest {
  @Test
  void cost_ofRepeats_countsEveryAnswer() throws SuiteFormatException {
    Suite repeated = parse(SOUND + "repeats: {count: 5, temperature: 1, pass: all}\n");

    assertThat(RunCost.of(repeated).questions()).isEqualTo(3 + 5);
    assertThat(RunCost.of(repeated).answerTokens()).isEqualTo(3 * (3 + 5));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.authoring.lint.ShippedSuites#all")
  void cost_ofABundledSuiteOrTemplate_isWithinTenMinutesOfASlowDevice(Suite suite) {
    assertThat(RunCost.of(suite).seconds(30, 5)).isLessThan(600);
  }

  @Test
  void cost_ofExamplesAndRepeats_isCountedForEachAnswer() throws SuiteFormatException {
    Suite once = parse(SOUND);
    Suite often =
        parse(
            SOUND.replaceFirst(
                "stop:",
                "fewShot: [{input: capital of Norway, expected: Oslo}]\n"
                    + "repeats: {count: 4, temperature: 0.5, pass: any}\nstop:"));

    // Three controls once, the one item that is drawn four times.
    assertThat(RunCost.of(often).answerTokens()).isEqualTo((3 + 4) * 3);
    assertThat(RunCost.of(often).promptTokens()).isGreaterThan(2 * RunCost.of(once).promptTokens());
  }

  /** Four questions; the longest prompt is that of Switzerland, with 22 characters of input. */
  @Test
  void cost_ofASampledSuite_isThatOfControlsAndLongestItems() throws SuiteFormatException {
    RunCost cost = RunCost.of(parse(SOUND));

    int around = "Q: capital of Peru? A: Lima\nQ:  A:".length();
    int characters = 4 * around + 22 + 3 * 16;
    assertThat(cost).isEqualTo(new RunCost(4, (characters + 2) / 3, 12));
  }

  /** An engine reads the prompt before each choice, a server that echoes also alone. */
  @ParameterizedTest
  @CsvSource({"likelihood, 3, 3", "likelihood-normalised, 3, 3", "continuation, 1, 3"})
  void cost_ofRankedChoices_countsThePromptForEachOfThem(String scoring, int reads, int written)
      throws SuiteFormatException {
    String choices =
        SOUND
            .replace("{type: exact}", "{type: choice, scoring: %s}".formatted(scoring))
            .replaceAll("expected: (\\w+)", "expected: $1, choices: [$1, Lyon-sur-Mer]");
    Suite suite = parse(choices);

    int around = "Q: capital of Peru? A: Lima\nQ:  A:".length();
    int prompts = 4 * around + 22 + 3 * 16;
    int read = reads == 1 ? 0 : 4 * "Lyon-sur-Mer".length() + "Bern".length() + 4 + 6 + 4;
    long least = (reads * (long) prompts + read + 2) / 3;
    assertThat(RunCost.of(suite).promptTokens()).isBetween(least - 1, least + 1);
    assertThat(RunCost.of(suite).answerTokens()).isEqualTo(4L * written);
  }

  @Test
  void seconds_ofACost_areThoseOfReadingAndWriting() {
    assertThat(new RunCost(4, 70, 12).seconds(10, 2)).isCloseTo(13, within(1e-9));
  }
}
