package dev.sluice.probe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.probe.engine.AnswerChoices;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.ChatMessage.Role;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Sampling;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of a suite file come to in a run. */
class SuiteFormatTest {

  private static final ModelIdentity MODEL =
      new ModelIdentity(
          "test", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String HEAD =
      """
      id: mood
      version: 1.0.0
      description: Says things back.
      licence: Apache-2.0
      maxTokens: 8
      """;

  private static final String ECHO =
      HEAD
          + """
          grader: {type: exact}
          items:
            - {id: one, input: 'a', expected: 'a', tags: [early]}
            - {id: two, input: 'b', expected: 'b'}
            - {id: three, input: 'c', expected: 'c', tags: [late]}
            - {id: four, input: 'd', expected: 'd', tags: [late]}
          controls:
            - {id: good, kind: must-pass, input: 'x', expected: 'x'}
            - {id: bad, kind: must-pass, input: 'y', expected: 'y'}
          """;

  private static final String RAW = ECHO + "template: 'say {{input}}'\n";

  private static final String CHOICE =
      HEAD
          + """
          template: 'pick {{input}}'
          stop: [e]
          grader: {type: choice}
          items:
            - {id: one, input: 'red', expected: 'red', choices: [red, green]}
            - {id: two, input: 'green', expected: 'green', choices: [red, green]}
          controls:
            - {id: good, kind: must-pass, input: 'up', expected: 'up', choices: [up, down]}
            - {id: bad, kind: must-pass, input: 'down', expected: 'down', choices: [up, down]}
          """;

  @Test
  void chat_isAskedInTurnsWithItsExamples() {
    ScriptedEngine engine = new ScriptedEngine(SuiteFormatTest::lastWord);

    SuiteResult result =
        run(
            engine,
            ECHO
                + """
                chat: {system: Be brief., user: 'say {{input}}'}
                fewShot: [{input: q, expected: qq}]
                """);

    assertThat(result.passed()).isEqualTo(4);
    assertThat(((Prompt.Chat) engine.requests.get(3).prompt()).messages())
        .containsExactly(
            new ChatMessage(Role.SYSTEM, "Be brief."),
            new ChatMessage(Role.USER, "say q"),
            new ChatMessage(Role.ASSISTANT, "qq"),
            new ChatMessage(Role.USER, "say a"));
  }

  @Test
  void fewShot_inRawText_standsBeforeTheItem() {
    ScriptedEngine engine = new ScriptedEngine(SuiteFormatTest::lastWord);

    run(engine, RAW + "fewShot: [{input: q, expected: ' qq'}]\nfewShotSeparator: '#'\n");

    assertThat(engine.prompts.get(3)).isEqualTo("say q qq#say a");
  }

  @ParameterizedTest
  @CsvSource({"any, 4", "'{atLeast: 2}', 3", "all, 1"})
  void repeats_countAnItemOnceByTheirRule(String rule, int passing) {
    List<String> asked = new ArrayList<>();
    // The n-th item passes n of 4 times.
    ScriptedEngine engine =
        new ScriptedEngine(
            prompt -> {
              asked.add(prompt);
              long before = asked.stream().filter(prompt::equals).count();
              String word = prompt.substring("say ".length());
              boolean right = "abcd".contains(word) ? before <= word.charAt(0) - 'a' + 1 : true;
              return ScriptedEngine.answer(right ? word : "wrong");
            });

    SuiteResult result =
        run(engine, RAW + "repeats: {count: 4, temperature: 0.7, pass: %s}\n".formatted(rule));

    assertThat(result.scored()).isEqualTo(4);
    assertThat(result.passed()).isEqualTo(passing);
    RepeatSummary summary = result.repeats().orElseThrow();
    assertThat(summary.curve()).extracting(RepeatSummary.Point::k).containsExactly(1, 2, 4);
    // Means of c/4 for c = 1..4, and of the exact chances for two draws.
    assertThat(summary.curve().get(0).anyOf()).isEqualTo(10 / 16.0);
    assertThat(summary.curve().get(1).anyOf())
        .isCloseTo((0.5 + 5 / 6.0 + 1 + 1) / 4, within(1e-12));
    assertThat(summary.curve().get(2).anyOf()).isEqualTo(1);
    assertThat(summary.curve().get(2).allOf()).isEqualTo(0.25);
  }

  @Test
  void repeats_sampleWithASeedOfTheirOwn_controlsAreGreedy() {
    ScriptedEngine engine = new ScriptedEngine(SuiteFormatTest::lastWord);

    run(engine, RAW + "repeats: {count: 3, temperature: 0.7, pass: all}\n");

    List<Sampling> sampled =
        engine.requests.stream()
            .map(CompletionRequest::sampling)
            .filter(sampling -> !sampling.isGreedy())
            .toList();
    assertThat(sampled).hasSize(12).doesNotHaveDuplicates();
    assertThat(engine.requests).hasSize(12 + 2 + 1);
  }

  @Test
  void repeats_whereSomeAreRefused_areAFailureOnlyIfTheRestDecides() {
    List<String> asked = new ArrayList<>();
    ScriptedEngine engine =
        new ScriptedEngine(
            prompt -> {
              asked.add(prompt);
              return asked.stream().filter(prompt::equals).count() == 2
                  ? new Generation.Refused("no")
                  : lastWord(prompt);
            });

    SuiteResult result = run(engine, RAW + "repeats: {count: 3, temperature: 0.7, pass: all}\n");

    assertThat(result.items()).extracting(ItemResult::outcome).containsOnly(ItemOutcome.REFUSED);
    assertThat(result.repeats()).isEmpty();
  }

  @Test
  void choice_isForcedAndNeverCutByAStopString() {
    ScriptedEngine engine = new ScriptedEngine(SuiteFormatTest::lastWord);

    SuiteResult result = run(engine, CHOICE);

    assertThat(result.passed()).isEqualTo(2);
    CompletionRequest request = engine.requests.get(3);
    assertThat(request.choices()).contains(new AnswerChoices(List.of("red", "green")));
    assertThat(request.stop()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"blue, something else", "gre, maxTokens"})
  void choice_answerThatIsNone_isTheHarnesssFault(String answer, String explanation) {
    ScriptedEngine engine =
        new ScriptedEngine(
            prompt -> prompt.endsWith("green") ? ScriptedEngine.answer(answer) : lastWord(prompt));

    SuiteResult result = run(engine, CHOICE);

    assertThat(result.items().get(1).outcome()).isEqualTo(ItemOutcome.HARNESS_INVALID);
    assertThat(result.items().get(1).explanation()).contains(explanation);
    assertThat(result.harness())
        .isEqualTo(new HarnessVerdict.Invalid(List.of(Symptom.ANSWER_OUTSIDE_OF_CHOICES)));
    assertThat(result.passRate()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHAT | chat: {user: 'say {{input}}'}",
        "RAW_TEXT | template: 'say {{input}}'",
        "SEEDED_SAMPLING | {template: 'say {{input}}', repeats: 2}"
      })
  void suite_thatNeedsWhatTheEngineLacks_isNotEligible(Capability lacking, String key) {
    ScriptedEngine engine = new ScriptedEngine(SuiteFormatTest::lastWord);
    engine.capabilities = EnumSet.complementOf(EnumSet.of(lacking));
    String keys =
        lacking == Capability.SEEDED_SAMPLING
            ? "template: 'say {{input}}'\nrepeats: {count: 2, temperature: 1, pass: any}\n"
            : key + "\n";

    SuiteResult result = run(engine, ECHO + keys);

    assertThat(engine.requests).isEmpty();
    assertThat(result.items())
        .extracting(ItemResult::outcome)
        .containsOnly(ItemOutcome.NOT_ELIGIBLE);
    assertThat(result.passRate()).isEmpty();
    assertThat(result.harness()).isEqualTo(new HarnessVerdict.NotJudged());
    assertThat(result.notEligible())
        .contains("the engine lacks what the suite needs: " + lacking.wireName());
  }

  @ParameterizedTest
  @CsvSource({"continuation, FORCED_CHOICE", "likelihood, LOG_LIKELIHOOD"})
  void choice_needsWhatItsScoringSays(String scoring, Capability capability) {
    ScriptedEngine engine = new ScriptedEngine(SuiteFormatTest::lastWord);
    engine.capabilities = Set.of(Capability.RAW_TEXT);

    SuiteResult result =
        run(engine, CHOICE.replace("type: choice", "type: choice, scoring: " + scoring));

    assertThat(result.notEligible().orElseThrow()).endsWith(capability.wireName());
  }

  @Test
  void demands_areHeldAgainstTheResult() {
    ScriptedEngine engine =
        new ScriptedEngine(
            prompt -> prompt.endsWith("d") ? ScriptedEngine.answer("wrong") : lastWord(prompt));

    SuiteResult result =
        run(
            engine,
            RAW
                + """
                threshold: 0.75
                floors: [{tag: early, passRate: 1}, {tag: late, passRate: 0.6}]
                gates:
                  - {type: latency, firstToken: 10ms, total: 30ms}
                  - {type: latency, total: 29ms, share: 0.5}
                """);

    assertThat(result.demands())
        .extracting(DemandResult::kind, DemandResult::reached, DemandResult::met)
        .containsExactly(
            tuple(DemandResult.Kind.THRESHOLD, OptionalDouble.of(0.75), true),
            tuple(DemandResult.Kind.TAG_FLOOR, OptionalDouble.of(1), true),
            tuple(DemandResult.Kind.TAG_FLOOR, OptionalDouble.of(0.5), false),
            tuple(DemandResult.Kind.LATENCY, OptionalDouble.of(1), true),
            tuple(DemandResult.Kind.LATENCY, OptionalDouble.of(0), false));
    assertThat(result.passRate()).hasValue(0.75);
  }

  @Test
  void demands_onABrokenHarness_areNotJudged() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> ScriptedEngine.answer("same"));

    SuiteResult result = run(engine, RAW + "threshold: 0.5\n");

    assertThat(result.harness().valid()).isFalse();
    assertThat(result.demands()).isEmpty();
  }

  @Test
  void echo_ofThePrompt_isTheHarnesssFaultEvenWhereTheGraderIsLenient() {
    Function<String, Generation> echo = ScriptedEngine::answer;

    SuiteResult result =
        run(new ScriptedEngine(echo), RAW.replace("{type: exact}", "{type: contains}"));

    assertThat(result.passed()).isEqualTo(4);
    assertThat(result.harness())
        .isEqualTo(new HarnessVerdict.Invalid(List.of(Symptom.ANSWERS_ECHO_PROMPTS)));
  }

  private static Generation lastWord(String prompt) {
    return ScriptedEngine.answer(prompt.substring(prompt.lastIndexOf(' ') + 1));
  }

  private static SuiteResult run(ScriptedEngine engine, String yaml) {
    Evaluation evaluation =
        new SuiteRunner(engine, RunSettings.standard(), new StillMachine())
            .evaluate(MODEL, List.of(SuitePlan.whole(parsed(yaml))), RunListener.silent());
    return ((Evaluation.Completed) evaluation).result().suites().get(0);
  }

  private static final class StillMachine implements Machine {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public OptionalDouble loadAverage() {
      return OptionalDouble.empty();
    }
  }

  private static Suite parsed(String yaml) {
    try {
      return SuiteParser.parse(yaml, "test");
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
