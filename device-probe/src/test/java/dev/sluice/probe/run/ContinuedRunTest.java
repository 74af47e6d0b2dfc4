package dev.sluice.probe.run;

import static dev.sluice.probe.run.ScriptedEngine.answer;
import static dev.sluice.probe.run.TestSuites.rightAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.Generation;
import dev.sluice.suites.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Runs that stop, and go on later with what was finished. */
class ContinuedRunTest {
  private static final List<SuitePlan> WHOLE = List.of(SuitePlan.whole(TestSuites.echo(8)));

  @Test
  void evaluate_mustStop_isPutOffAndKeepsWhatWasFinished() {
    ScriptedEngine engine = script(prompt -> answer(rightAnswer(prompt)));
    KeptParts kept = new KeptParts();
    kept.stopAfter = 5;

    assertThat(ScriptedRuns.evaluate(engine, WHOLE, kept)).isInstanceOf(Evaluation.PutOff.class);
    assertThat(engine.closed).isEqualTo(1);
    assertThat(kept.items).containsOnlyKeys("item-0", "item-1", "item-2");
  }

  @Test
  void evaluate_secondPart_asksTheControlsAnewAndEachItemOnce() {
    ScriptedEngine engine = script(prompt -> answer(rightAnswer(prompt)));
    KeptParts kept = new KeptParts();
    kept.stopAfter = 5;
    ScriptedRuns.evaluate(engine, WHOLE, kept);
    engine.prompts.clear();
    kept.stopAfter = Integer.MAX_VALUE;

    Evaluation evaluation = ScriptedRuns.evaluate(engine, WHOLE, kept);

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
    ScriptedRuns.evaluate(engine, WHOLE, kept);
    engine.prompts.clear();

    Evaluation again = ScriptedRuns.evaluate(engine, WHOLE, kept);

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

    assertThat(ScriptedRuns.evaluate(engine, WHOLE, kept)).isInstanceOf(Evaluation.PutOff.class);
    assertThat(kept.items).containsOnlyKeys("item-0", "item-1");
    assertThat(engine.opened).isEqualTo(1);
  }

  @Test
  void evaluate_stoppedWhileLoading_isPutOffAndNoFailureOfTheModel() {
    KeptParts kept = new KeptParts();
    kept.stopAfter = 0;
    ScriptedEngine engine = script(prompt -> answer(""));
    engine.openingsBeforeRefusal = 0;

    assertThat(ScriptedRuns.evaluate(engine, WHOLE, kept)).isInstanceOf(Evaluation.PutOff.class);
  }

  private static ScriptedEngine script(Function<String, Generation> script) {
    return new ScriptedEngine(script);
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
}
