package dev.sluice.probe.run;

import static dev.sluice.probe.run.ScriptedEngine.answer;
import static dev.sluice.probe.run.TestSuites.rightAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuiteRunnerTest {
  @Test
  void evaluate_rightAnswers_passEverything() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> answer(rightAnswer(prompt)));

    RunResult result = run(engine, 10);

    assertThat(result.passed()).isEqualTo(10);
    assertThat(result.passRate()).hasValue(1.0);
    assertThat(result.harnessValid()).isTrue();
    assertThat(result.circumstances().engineRestarts()).isZero();
    assertThat(engine.opened).isEqualTo(1);
    assertThat(engine.closed).isEqualTo(1);
  }

  @Test
  void evaluate_anyRun_warmsUpThenAsksControlsThenItems() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> answer(rightAnswer(prompt)));

    run(engine, 2);

    assertThat(engine.prompts).containsExactly("say a", "say a", "say b", "say i0", "say i1");
  }

  @Test
  void evaluate_anyRun_announcesWhatIsAskedNext() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> answer(rightAnswer(prompt)));

    run(engine, 3);

    List<CompletionRequest> afterWarmUp = engine.requests.subList(1, engine.requests.size());
    assertThat(engine.announced.get(0)).isEmpty();
    assertThat(engine.announced.subList(1, engine.announced.size()))
        .containsExactlyElementsOf(
            Stream.concat(
                    afterWarmUp.stream().skip(1).map(Optional::of),
                    Stream.of(Optional.<CompletionRequest>empty()))
                .toList());
  }

  @Test
  void evaluate_severalSuites_announcesTheNextOnesFirstQuestion() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> answer(rightAnswer(prompt)));
    SuitePlan plan = SuitePlan.whole(TestSuites.echo(1));

    evaluate(engine, List.of(plan, plan));

    assertThat(engine.prompts)
        .containsExactly("say a", "say a", "say b", "say i0", "say a", "say b", "say i0");
    assertThat(engine.announced.subList(1, engine.announced.size()))
        .containsExactlyElementsOf(
            Stream.concat(
                    engine.requests.stream().skip(2).map(Optional::of),
                    Stream.of(Optional.<CompletionRequest>empty()))
                .toList());
  }

  @Test
  void evaluate_wrongAndBlankAnswers_areFailAndFormatError() {
    RunResult result =
        run(
            script(
                prompt ->
                    switch (prompt) {
                      case "say i3" -> answer("no");
                      case "say i4" -> answer(" ");
                      default -> answer(rightAnswer(prompt));
                    }),
            10);

    assertThat(outcomes(result).get(3)).isEqualTo(ItemOutcome.FAIL);
    assertThat(outcomes(result).get(4)).isEqualTo(ItemOutcome.FORMAT_ERROR);
    assertThat(result.passRate()).hasValue(0.8);
  }

  @Test
  void evaluate_crashDuringItem_countsItAndGoesOn() {
    ScriptedEngine engine =
        script(
            prompt ->
                prompt.equals("say i3")
                    ? new Generation.Crashed("died of SIGKILL")
                    : answer(rightAnswer(prompt)));

    RunResult result = run(engine, 10);

    assertThat(outcomes(result).get(3)).isEqualTo(ItemOutcome.ENGINE_CRASH);
    assertThat(result.suites().get(0).items().get(3).explanation()).isEqualTo("died of SIGKILL");
    assertThat(result.passed()).isEqualTo(9);
    assertThat(result.scored()).isEqualTo(10);
    assertThat(result.circumstances().engineRestarts()).isEqualTo(1);
    assertThat(engine.closed).isEqualTo(2);
  }

  @Test
  void evaluate_mildTimeout_keepsSession() {
    ScriptedEngine engine =
        script(
            prompt ->
                prompt.equals("say i3")
                    ? new Generation.TimedOut(Duration.ofSeconds(1), false)
                    : answer(rightAnswer(prompt)));

    RunResult result = run(engine, 10);

    assertThat(outcomes(result).get(3)).isEqualTo(ItemOutcome.TIMEOUT);
    assertThat(engine.opened).isEqualTo(1);
  }

  @Test
  void evaluate_refusedItem_doesNotCountInRate() {
    RunResult result =
        run(
            script(
                prompt ->
                    prompt.equals("say i3")
                        ? new Generation.Refused("too long")
                        : answer(rightAnswer(prompt))),
            10);

    assertThat(outcomes(result).get(3)).isEqualTo(ItemOutcome.REFUSED);
    assertThat(result.scored()).isEqualTo(9);
    assertThat(result.passRate()).hasValue(1.0);
  }

  @Test
  void evaluate_engineThatAlwaysDies_skipsRestAfterBoundedRestarts() {
    ScriptedEngine engine =
        script(
            prompt ->
                prompt.startsWith("say i")
                    ? new Generation.OutOfMemory("no memory")
                    : answer(rightAnswer(prompt)));

    RunResult result = run(engine, 10);

    assertThat(outcomes(result).subList(0, 4)).containsOnly(ItemOutcome.OUT_OF_MEMORY);
    assertThat(outcomes(result).subList(4, 10)).containsOnly(ItemOutcome.SKIPPED);
    assertThat(engine.opened).isEqualTo(4);
    assertThat(result.passRate()).hasValue(0.0);
    assertThat(result.scored()).isEqualTo(4);
  }

  @Test
  void evaluate_engineThatDiesNowAndThen_isRestartedAtMostTenTimes() {
    List<String> asked = new ArrayList<>();
    ScriptedEngine engine =
        script(
            prompt -> {
              asked.add(prompt);
              return prompt.startsWith("say i") && asked.size() % 2 == 0
                  ? new Generation.Crashed("died")
                  : answer(rightAnswer(prompt));
            });

    RunResult result = run(engine, 60);

    assertThat(result.circumstances().engineRestarts()).isEqualTo(10);
    assertThat(result.suites().get(0).outcomes().get(ItemOutcome.ENGINE_CRASH)).isEqualTo(11);
    assertThat(outcomes(result).get(59)).isEqualTo(ItemOutcome.SKIPPED);
  }

  @Test
  void evaluate_modelThatDoesNotLoadAgain_skipsRest() {
    ScriptedEngine engine =
        script(
            prompt ->
                prompt.equals("say i0")
                    ? new Generation.Crashed("died")
                    : answer(rightAnswer(prompt)));
    engine.openingsBeforeRefusal = 1;

    RunResult result = run(engine, 3);

    assertThat(outcomes(result))
        .containsExactly(ItemOutcome.ENGINE_CRASH, ItemOutcome.SKIPPED, ItemOutcome.SKIPPED);
    assertThat(result.suites().get(0).items().get(1).explanation()).contains("no memory left");
  }

  @Test
  void evaluate_crashDuringControl_asksItAgain() {
    List<String> asked = new ArrayList<>();
    ScriptedEngine engine =
        script(
            prompt -> {
              asked.add(prompt);
              return asked.size() == 3
                  ? new Generation.Crashed("died")
                  : answer(rightAnswer(prompt));
            });

    RunResult result = run(engine, 3);

    assertThat(asked)
        .containsExactly("say a", "say a", "say b", "say b", "say i0", "say i1", "say i2");
    assertThat(result.harnessValid()).isTrue();
  }

  @Test
  void evaluate_failingControl_leavesNoRate() {
    RunResult result =
        run(script(prompt -> answer(prompt.equals("say b") ? "x" : rightAnswer(prompt))), 10);

    assertThat(result.harnessValid()).isFalse();
    assertThat(result.passRate()).isEmpty();
    assertThat(result.suites().get(0).passRate()).isEmpty();
    assertThat(result.suites().get(0).harness())
        .isEqualTo(new HarnessVerdict.Invalid(List.of(HarnessVerdict.Symptom.EASY_CONTROL_FAILED)));
  }

  @Test
  void evaluate_emptyAnswersToAllItems_leavesNoRate() {
    RunResult result =
        run(script(prompt -> answer(prompt.startsWith("say i") ? "" : rightAnswer(prompt))), 10);

    assertThat(result.passRate()).isEmpty();
  }

  @Test
  void evaluate_modelThatIsRefused_saysWhy() {
    ScriptedEngine engine = script(prompt -> answer(""));
    engine.openingsBeforeRefusal = 0;

    Evaluation evaluation = evaluate(engine, List.of(SuitePlan.whole(TestSuites.echo(1))));

    assertThat(evaluation).isInstanceOf(Evaluation.NotOpened.class);
    assertThat(((Evaluation.NotOpened) evaluation).refusal().reason()).isEqualTo("no memory left");
  }

  @Test
  void evaluate_measurements_coverItemsOnly() {
    RunResult result =
        run(
            script(
                prompt ->
                    prompt.equals("say i3")
                        ? new Generation.Crashed("died")
                        : answer(rightAnswer(prompt))),
            10);

    assertThat(result.latency().timeToFirstTokenMillis()).contains(new Quantiles(9, 10, 10, 10));
    assertThat(result.latency().promptTokensPerSecond()).contains(new Quantiles(9, 500, 500, 500));
    assertThat(result.latency().decodeTokensPerSecond()).contains(new Quantiles(9, 100, 100, 100));
    assertThat(result.usage().peakResidentBytes()).hasValue(2_000);
    assertThat(result.usage().cpuTime()).contains(Duration.ofSeconds(2));
  }

  @Test
  void evaluate_limitedPlan_asksOnlyThatManyItems() {
    ScriptedEngine engine = script(prompt -> answer(rightAnswer(prompt)));

    Evaluation evaluation = evaluate(engine, List.of(SuitePlan.first(TestSuites.echo(10), 2)));

    assertThat(((Evaluation.Completed) evaluation).result().items()).isEqualTo(2);
  }

  @Test
  void evaluate_noPlans_isRejected() {
    ScriptedEngine engine = script(prompt -> answer(""));

    assertThatIllegalArgumentException().isThrownBy(() -> evaluate(engine, List.of()));
  }

  private static ScriptedEngine script(Function<String, Generation> script) {
    return new ScriptedEngine(script);
  }

  private static RunResult run(ScriptedEngine engine, int items) {
    Evaluation evaluation = evaluate(engine, List.of(SuitePlan.whole(TestSuites.echo(items))));
    assertThat(evaluation).isInstanceOf(Evaluation.Completed.class);
    return ((Evaluation.Completed) evaluation).result();
  }

  private static Evaluation evaluate(ScriptedEngine engine, List<SuitePlan> plans) {
    return ScriptedRuns.evaluate(engine, plans, Continuation.none());
  }

  private static List<ItemOutcome> outcomes(RunResult result) {
    return result.suites().get(0).items().stream().map(ItemResult::outcome).toList();
  }
}
