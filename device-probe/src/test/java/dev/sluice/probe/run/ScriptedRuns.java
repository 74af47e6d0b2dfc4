package dev.sluice.probe.run;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.gguf.ModelIdentity;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Whole runs on an engine that answers as told, for tests of what is made of results. */
public final class ScriptedRuns {
  private static final ModelIdentity MODEL =
      new ModelIdentity(
          "parrot",
          Optional.of("1.2.0"),
          Optional.of("parrot.gguf"),
          Optional.of("0".repeat(64)),
          Optional.of("Q8_0"));

  private ScriptedRuns() {}

  /** The suite that {@link #rightAnswer} answers: {@code item-0} and so on, and two controls. */
  public static SuitePlan echo(int items) {
    return SuitePlan.whole(TestSuites.echo(items));
  }

  public static String rightAnswer(String prompt) {
    return TestSuites.rightAnswer(prompt);
  }

  /** An answer after 30 ms: 4 tokens read in 8 ms, 2 written in 20 ms. */
  public static Generation answer(String text) {
    return ScriptedEngine.answer(text);
  }

  /** Runs on an engine that writes what the script says, and finds that likeliest as well. */
  public static RunResult run(List<SuitePlan> plans, Function<String, Generation> script) {
    return run(plans, script, RunPolicy.none());
  }

  /** The same, as long as the policy lets it ask. */
  public static RunResult run(
      List<SuitePlan> plans, Function<String, Generation> script, RunPolicy policy) {
    ScriptedEngine engine = new ScriptedEngine(script);
    engine.capabilities = EnumSet.allOf(Capability.class);
    engine.scores = request -> weighed(request, script);
    Evaluation evaluation =
        new SuiteRunner(engine, RunSettings.standard(), new StillMachine())
            .within(policy)
            .evaluate(MODEL, plans, RunListener.silent());
    return ((Evaluation.Completed) evaluation).result();
  }

  /** Runs on an engine, on a machine whose clock stands still. */
  static Evaluation evaluate(
      ScriptedEngine engine, List<SuitePlan> plans, Continuation continuation) {
    return new SuiteRunner(engine, RunSettings.standard(), new StillMachine())
        .evaluate(MODEL, plans, RunListener.silent(), continuation);
  }

  private static Scoring weighed(ScoringRequest request, Function<String, Generation> script) {
    Generation generation = script.apply(ScriptedEngine.text(request.prompt()));
    if (!(generation instanceof Generation.Completed completed)) {
      return new Scoring.NotScored(generation);
    }
    return new Scoring.Scored(
        request.continuations().stream()
            .map(choice -> new LogLikelihood(choice.equals(completed.text()) ? -1 : -9, 1))
            .toList(),
        completed.timings().total());
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
