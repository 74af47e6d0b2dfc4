package dev.sluice.probe.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a policy leaves out is neither passed nor failed. */
class RunPolicyTest {
  private static final ModelIdentity MODEL =
      new ModelIdentity(
          "test", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  private static final Suite SUITE = TestSuites.echo(8);
  private static final int CONTROLS = SUITE.controls().size();

  private final ScriptedEngine engine =
      new ScriptedEngine(prompt -> ScriptedEngine.answer(TestSuites.rightAnswer(prompt)));
  private int looks;

  @Test
  void objectionAmongTheItems_leavesTheRestOutAndScoresWhatWasAsked() {
    SuiteResult result = run(CONTROLS + 3).get(0);

    assertThat(result.outcomes())
        .containsEntry(ItemOutcome.PASS, 3)
        .containsEntry(ItemOutcome.SKIPPED_BY_POLICY, 5);
    assertThat(result.scored()).isEqualTo(3);
    assertThat(result.passRate()).hasValue(1);
    assertThat(result.leftOut()).contains("enough");
    assertThat(result.leftOpen()).isTrue();
  }

  @Test
  void objectionAmongTheControls_leavesTheSuiteWithoutAScore() {
    SuiteResult result = run(1).get(0);

    assertThat(result.harness()).isEqualTo(new HarnessVerdict.NotJudged());
    assertThat(result.items())
        .hasSize(8)
        .allMatch(item -> item.outcome() == ItemOutcome.SKIPPED_BY_POLICY);
    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void objectionBetweenSuites_leavesTheNextOneOutAndTheFirstAsItIs() {
    List<SuiteResult> results = run(CONTROLS + 8);

    assertThat(results.get(0).leftOpen()).isFalse();
    assertThat(results.get(0).passed()).isEqualTo(8);
    assertThat(results.get(1).scored()).isZero();
    assertThat(results.get(1).demands()).isEmpty();
  }

  /** Of two suites that are the same. */
  private List<SuiteResult> run(int questions) {
    Evaluation evaluation =
        new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
            .within(() -> looks++ < questions ? Optional.empty() : Optional.of("enough"))
            .evaluate(
                MODEL,
                List.of(SuitePlan.whole(SUITE), SuitePlan.whole(SUITE)),
                RunListener.silent());
    return ((Evaluation.Completed) evaluation).result().suites();
  }
}
