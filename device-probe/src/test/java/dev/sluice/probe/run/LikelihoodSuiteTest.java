package dev.sluice.probe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** Multiple choice by the likeliest choice. */
class LikelihoodSuiteTest {
  private static final ModelIdentity MODEL =
      new ModelIdentity(
          "test", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Test
  void likeliestChoice_isTheAnswer() {
    SuiteResult result =
        run(
            TestSuites.PICK,
            weighing((prompt, choice) -> prompt.endsWith(" " + choice) ? -0.1 : -1));

    assertThat(result.harness()).isEqualTo(new HarnessVerdict.Valid());
    assertThat(result.passed()).isEqualTo(2);
    assertThat(result.items().get(1).answer()).contains("certainly");
    assertThat(result.items().get(1).timings().orElseThrow().timeToFirstToken()).isEmpty();
  }

  /** -12 for 9 bytes beats -3 for 2 by the byte, and loses by the sum. */
  @Test
  void normalised_dividesByTheBytesOfAChoice() {
    Function<ScoringRequest, Scoring> weights =
        weighing((prompt, choice) -> choice.equals("certainly") ? -12 : -3);

    SuiteResult plain = run(TestSuites.PICK, weights);
    SuiteResult normalised =
        run(TestSuites.PICK.replace("likelihood}", "likelihood-normalised}"), weights);

    assertThat(plain.items()).extracting(item -> item.answer().orElseThrow()).containsOnly("no");
    assertThat(normalised.items())
        .extracting(item -> item.answer().orElseThrow())
        .containsOnly("certainly");
  }

  @Test
  void sameScoreForEveryChoice_isTheHarnesssFault() {
    SuiteResult result = run(TestSuites.PICK, weighing((prompt, choice) -> 0));

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(((HarnessVerdict.Invalid) result.harness()).symptoms())
        .contains(Symptom.ALL_SCORES_EQUAL);
  }

  @Test
  void textsThatCannotBeWeighed_areNoScore() {
    SuiteResult result =
        run(
            TestSuites.PICK,
            request ->
                new Scoring.NotScored(new Generation.TimedOut(Duration.ofSeconds(1), false)));

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.items()).extracting(ItemResult::outcome).containsOnly(ItemOutcome.TIMEOUT);
  }

  /** As with a server: its likelihoods are not trusted, and so nothing is asked. */
  @Test
  void engineWithoutLikelihoods_isNotAskedAndHasNoScore() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> ScriptedEngine.answer("no"));

    SuiteResult result = run(TestSuites.PICK, engine);

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.items())
        .extracting(ItemResult::outcome)
        .containsOnly(ItemOutcome.NOT_ELIGIBLE);
    assertThat(engine.prompts).isEmpty();
  }

  @Test
  void ranking_oneLikelihoodTooFew_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ChoiceRanking.of(List.of("a", "b"), List.of(new LogLikelihood(-1, 1)), false));
  }

  /** Weighs each choice after a prompt. */
  private static Function<ScoringRequest, Scoring> weighing(
      ToDoubleBiFunction<String, String> weight) {
    return request -> {
      String prompt = ((Prompt.Text) request.prompt()).text();
      return new Scoring.Scored(
          request.continuations().stream()
              .map(choice -> new LogLikelihood(weight.applyAsDouble(prompt, choice), 1))
              .toList(),
          Duration.ofMillis(3));
    };
  }

  private static SuiteResult run(String yaml, Function<ScoringRequest, Scoring> scores) {
    ScriptedEngine engine =
        new ScriptedEngine(
            prompt -> {
              throw new AssertionError("nothing is to be written");
            });
    engine.capabilities = EnumSet.allOf(Capability.class);
    engine.scores = scores;
    return run(yaml, engine);
  }

  private static SuiteResult run(String yaml, ScriptedEngine engine) {
    Evaluation evaluation =
        new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
            .evaluate(MODEL, List.of(SuitePlan.whole(parsed(yaml))), RunListener.silent());
    return ((Evaluation.Completed) evaluation).result().suites().get(0);
  }

  private static Suite parsed(String yaml) {
    try {
      return SuiteParser.parse(yaml, "test");
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
