package dev.sluice.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.authoring.lint.Finding.Severity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.TemplateSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  static List<Suite> shipped() {
    return Stream.concat(BundledSuites.all().stream(), TemplateSuites.all().stream()).toList();
  }

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

  @Test
  void cost_ofRepeats_countsEveryAnswer() throws SuiteFormatException {
    Suite repeated = parse(SOUND + "repeats: {count: 5, temperature: 1, pass: all}\n");

    assertThat(RunCost.of(repeated).questions()).isEqualTo(3 + 5);
    assertThat(RunCost.of(repeated).answerTokens()).isEqualTo(3 * (3 + 5));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void check_bundledSuiteOrTemplate_findsNothing(Suite suite) {
    assertThat(SuiteLint.check(suite)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void cost_ofABundledSuiteOrTemplate_isWithinTenMinutesOfASlowDevice(Suite suite) {
    assertThat(RunCost.of(suite).seconds(30, 5)).isLessThan(600);
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
  void check_controlsAmongTwoChoicesEach_arePassedByLuckTooOften() throws SuiteFormatException {
    String text =
        SOUND
            .replace("{type: exact}", "{type: choice}")
            .replaceAll("expected: (\\w+)", "expected: $1, choices: [$1, Lyon]");

    assertThat(SuiteLint.check(parse(text)))
        .extracting(Finding::message)
        .contains("guessing passes all 2 must-pass controls once in 4 runs: add one");
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
    String text =
        SOUND
            .replace("{type: exact}", grader)
            .replace("atMost: 12", "atMost: 40")
            .replace("Paris", expected);

    assertThat(unreachable(text)).isEmpty();
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
    String text =
        SOUND
            .replace("{type: exact}", grader)
            .replace("atMost: 12", "atMost: 40")
            .replace("Paris", expected);

    assertThat(unreachable(text)).containsExactly("fr");
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

  private static List<String> unreachable(String text) throws SuiteFormatException {
    return SuiteLint.check(parse(text)).stream()
        .filter(finding -> finding.check().equals("unreachable"))
        .map(Finding::question)
        .toList();
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

  private static Suite parse(String text) throws SuiteFormatException {
    return SuiteParser.parse(text, "capitals.yaml");
  }
}
