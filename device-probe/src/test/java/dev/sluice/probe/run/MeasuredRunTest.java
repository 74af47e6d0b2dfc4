package dev.sluice.probe.run;

import static dev.sluice.probe.run.ScriptedEngine.answer;
import static dev.sluice.probe.run.TestSuites.rightAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.measure.EvaluationMeasurements;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a device measures of a run that went in some way. */
class MeasuredRunTest {
  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final Generation CRASH = new Generation.Crashed("died of SIGSEGV");

  @Test
  void soundRun_isOkAndValid() {
    Evaluation run = run(prompt -> answer(rightAnswer(prompt)));

    assertThat(category(run, "outcome")).isEqualTo("ok");
    assertThat(category(run, "harness")).isEqualTo("valid");
    assertThat(of(run, "quality")).isEqualTo(new Measurement.Quantity(1));
  }

  @Test
  void controlThatFails_isABrokenHarnessAndNoOutcomeOfItsOwn() {
    Evaluation run = run(prompt -> answer(prompt.equals("say b") ? "x" : rightAnswer(prompt)));

    assertThat(category(run, "harness")).isEqualTo("invalid");
    assertThat(category(run, "outcome")).isEqualTo("ok");
    assertThat(of(run, "quality")).isEqualTo(new Measurement.Missing());
  }

  @Test
  void engineThatAnswersTheSameToAll_isABrokenHarness() {
    Evaluation run = run(prompt -> answer(prompt.startsWith("say i") ? "" : rightAnswer(prompt)));

    assertThat(category(run, "harness")).isEqualTo("invalid");
  }

  @Test
  void controlThatTheEngineDiesOver_isACrashAndNoBrokenHarness() {
    Evaluation run = run(prompt -> prompt.equals("say b") ? CRASH : answer(rightAnswer(prompt)));

    assertThat(category(run, "harness")).isEqualTo("valid");
    assertThat(category(run, "outcome")).isEqualTo("crash");
    assertThat(of(run, "quality")).isEqualTo(new Measurement.Missing());
  }

  @Test
  void crashBesideAnEngineThatMixesUpAnswers_isBoth() {
    Evaluation run =
        run(prompt -> prompt.equals("say b") ? CRASH : answer(prompt.equals("say a") ? "a" : "z"));

    assertThat(category(run, "harness")).isEqualTo("invalid");
    assertThat(category(run, "outcome")).isEqualTo("crash");
  }

  @Test
  void itemsNotAskedBecauseTheEngineDiedTooOften_areTheEnginesFault() {
    Evaluation run =
        run(prompt -> prompt.startsWith("say i") ? CRASH : answer(rightAnswer(prompt)));

    assertThat(category(run, "outcome")).isEqualTo("both");
    assertThat(of(run, "quality")).isEqualTo(new Measurement.Quantity(0));
    assertThat(category(run, "harness")).isEqualTo("valid");
  }

  @Test
  void modelThatCannotBeLoaded_saysNothingAgainstTheHarness() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> answer(""));
    engine.openingsBeforeRefusal = 0;
    Evaluation run = evaluate(engine);

    assertThat(category(run, "outcome")).isEqualTo("fallback");
    assertThat(category(run, "harness")).isEqualTo("valid");
  }

  @Test
  void anyRun_wasOfAnEligibleDevice() {
    assertThat(category(run(prompt -> CRASH), "eligibility")).isEqualTo("eligible");
  }

  private static String category(Evaluation run, String metric) {
    MeasuredQuantity quantity = metric(metric).quantity();
    return quantity.categories().get(((Measurement.Category) of(run, metric)).index());
  }

  private static Measurement of(Evaluation run, String metric) {
    return new EvaluationMeasurements(run, new SecureRandomness()).of(metric(metric));
  }

  private static Metric metric(String id) {
    return REGISTRY.metric(id).orElseThrow();
  }

  private static Evaluation run(Function<String, Generation> script) {
    return evaluate(new ScriptedEngine(script));
  }

  private static Evaluation evaluate(ScriptedEngine engine) {
    ModelIdentity model =
        new ModelIdentity(
            "test",
            Optional.empty(),
            Optional.of("test.gguf"),
            Optional.of("0".repeat(64)),
            Optional.empty());
    return new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
        .evaluate(model, List.of(SuitePlan.whole(TestSuites.echo(10))), RunListener.silent());
  }
}
