package dev.sluice.probe.run;

import static dev.sluice.probe.run.ScriptedEngine.answer;
import static dev.sluice.probe.run.TestSuites.rightAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.suites.Item;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuiteRunnerTest {
  private static final ModelIdentity MODEL =
      new ModelIdentity(
          "test",
          Optional.of("1.0.0"),
          Optional.of("test.gguf"),
          Optional.of("0".repeat(64)),
          Optional.of("Q8_0"));
  private static final List<SuitePlan> WHOLE = List.of(SuitePlan.whole(TestSuites.echo(8)));

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
  void evaluate_mustStop_isPutOffAndKeepsWhatWasFinished() {
    ScriptedEngine engine = script(prompt -> answer(rightAnswer(prompt)));
    KeptParts kept = new KeptParts();
    kept.stopAfter = 5;

    assertThat(evaluate(engine, WHOLE, kept)).isInstanceOf(Evaluation.PutOff.class);
    assertThat(engine.closed).isEqualTo(1);
    assertThat(kept.items).containsOnlyKeys("item-0", "item-1", "item-2");
  }

  @Test
  void evaluate_secondPart_asksTheControlsAnewAndEachItemOnce() {
    ScriptedEngine engine = script(prompt -> answer(rightAnswer(prompt)));
    KeptParts kept = new KeptParts();
    kept.stopAfter = 5;
    evaluate(engine, WHOLE, kept);
    engine.prompts.clear();
    kept.stopAfter = Integer.MAX_VALUE;

    Evaluation evaluation = evaluate(engine, WHOLE, kept);

    assertThat(engine.prompts)
        .containsExactly(
            "say a", "say a", "say b", "say i3", "say i4", "say i5", "say i6", "say i7");
    RunResult whole = ((Evaluation.Completed) evaluation).result();
    assertThat(whole.suites().get(0).items())
        .extracting(ItemResult::id)
        .containsExactly(
            "item-0", "item-1", "item-2", "item-3", "item-4", "item-5", "item-6", "item-7");
    assertThat(whole.passed()).isEqualTo(8);
  }

  @Test
  void evaluate_suiteFinishedEarlier_isNotAskedAgain() {
    ScriptedEngine engine = script(prompt -> answer(rightAnswer(prompt)));
    KeptParts kept = new KeptParts();
    evaluate(engine, WHOLE, kept);
    engine.prompts.clear();

    Evaluation again = evaluate(engine, WHOLE, kept);

    assertThat(engine.prompts).containsExactly("say a");
    assertThat(((Evaluation.Completed) again).result().passed()).isEqualTo(8);
  }

  @Test
  void evaluate_stoppedDuringAnAnswer_doesNotKeepTheCrashThatTheStopWas() {
    KeptParts kept = new KeptParts();
    ScriptedEngine engine =
        script(
            prompt -> {
              if (prompt.equals("say i2")) {
                kept.stopAfter = 0;
                return new Generation.Crashed("killed with the run");
              }
              return answer(rightAnswer(prompt));
            });

    assertThat(evaluate(engine, WHOLE, kept)).isInstanceOf(Evaluation.PutOff.class);
    assertThat(kept.items).containsOnlyKeys("item-0", "item-1");
    assertThat(engine.opened).isEqualTo(1);
  }

  @Test
  void evaluate_stoppedWhileLoading_isPutOffAndNoFailureOfTheModel() {
    KeptParts kept = new KeptParts();
    kept.stopAfter = 0;
    ScriptedEngine engine = script(prompt -> answer(""));
    engine.openingsBeforeRefusal = 0;

    assertThat(evaluate(engine, WHOLE, kept)).isInstanceOf(Evaluation.PutOff.class);
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
    return evaluate(engine, plans, Continuation.none());
  }

  private static Evaluation evaluate(
      ScriptedEngine engine, List<SuitePlan> plans, Continuation continuation) {
    return new SuiteRunner(engine, RunSettings.standard(), new StillMachine())
        .evaluate(MODEL, plans, RunListener.silent(), continuation);
  }

  private static List<ItemOutcome> outcomes(RunResult result) {
    return result.suites().get(0).items().stream().map(ItemResult::outcome).toList();
  }

  /** Keeps everything in memory, and stops after so many kept results. */
  private static final class KeptParts implements Continuation {
    final Map<String, ItemResult> items = new HashMap<>();
    int stopAfter = Integer.MAX_VALUE;
    private Optional<SuiteResult> suite = Optional.empty();
    private int keptInAll;

    @Override
    public Optional<SuiteResult> finished(SuitePlan plan) {
      return suite;
    }

    @Override
    public Optional<ItemResult> earlier(SuitePlan plan, Item item) {
      return Optional.ofNullable(items.get(item.id()));
    }

    @Override
    public ItemResult keep(SuitePlan plan, ItemResult result) {
      keptInAll++;
      if (result.id().startsWith("item")) {
        items.put(result.id(), result);
      }
      return result;
    }

    @Override
    public void keep(SuitePlan plan, SuiteResult result) {
      suite = Optional.of(result);
    }

    @Override
    public boolean mustStop() {
      return keptInAll >= stopAfter;
    }
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
}
