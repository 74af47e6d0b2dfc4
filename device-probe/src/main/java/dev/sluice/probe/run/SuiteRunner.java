package dev.sluice.probe.run;

import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessCheck;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Evaluates a model: loads it, warms it up, asks every plan's controls and items, measures. A dying
 * or hanging engine is an outcome of the item that it was busy with, never the end of the run.
 */
public final class SuiteRunner {
  private final Engine engine;
  private final RunSettings runSettings;
  private final Machine machine;

  public SuiteRunner(Engine engine, RunSettings runSettings, Machine machine) {
    this.engine = engine;
    this.runSettings = runSettings;
    this.machine = machine;
  }

  /**
   * Runs the plans in order on one loaded model; blocks until all are done.
   *
   * @param identity which model the engine is bound to
   * @param plans at least one
   */
  public Evaluation evaluate(ModelIdentity identity, List<SuitePlan> plans, RunListener listener) {
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("plans must not be empty");
    }
    long start = machine.nanoTime();
    OptionalDouble loadAverageBefore = machine.loadAverage();
    Opening opening = engine.open();
    if (opening instanceof Opening.Refused refused) {
      return new Evaluation.NotOpened(refused);
    }
    ModelSession session = ((Opening.Opened) opening).session();
    SessionFacts facts = session.facts();
    RestartingModel model = restarting(session, listener);
    List<SuiteResult> suites;
    try (model) {
      suites = runAll(plans, model, listener);
    }
    Circumstances circumstances =
        new Circumstances(
            Duration.ofNanos(machine.nanoTime() - start),
            loadAverageBefore,
            machine.loadAverage(),
            model.restarts());
    Latency latency = Latency.of(facts.loadTime(), timingsOf(suites));
    return new Evaluation.Completed(
        new RunResult(identity, facts, suites, latency, model.usage(), circumstances));
  }

  private RestartingModel restarting(ModelSession session, RunListener listener) {
    return new RestartingModel(engine, session, runSettings.restarts(), listener);
  }

  private List<SuiteResult> runAll(
      List<SuitePlan> plans, RestartingModel model, RunListener listener) {
    interview(plans.get(0).suite(), model).warmUp();
    List<SuiteResult> results = new ArrayList<>();
    for (SuitePlan plan : plans) {
      listener.suiteStarted(plan);
      SuiteResult result = run(plan, model, listener);
      results.add(result);
      listener.suiteFinished(result);
    }
    return results;
  }

  private SuiteResult run(SuitePlan plan, RestartingModel model, RunListener listener) {
    Suite suite = plan.suite();
    Interview interview = interview(suite, model);
    List<ItemResult> controls = new ArrayList<>();
    for (ControlItem control : suite.controls()) {
      controls.add(interview.askControl(control));
      listener.questionFinished(plan, controls.get(controls.size() - 1).outcome());
    }
    List<ItemResult> items = new ArrayList<>();
    for (Item item : plan.items()) {
      items.add(interview.ask(item));
      listener.questionFinished(plan, items.get(items.size() - 1).outcome());
    }
    HarnessVerdict harness = HarnessCheck.judge(suite, outputs(controls, items));
    return new SuiteResult(suite.id(), suite.version(), suite.digest(), items, controls, harness);
  }

  private Interview interview(Suite suite, RestartingModel model) {
    return new Interview(suite, model, runSettings.itemTimeout());
  }

  private static Map<String, String> outputs(List<ItemResult> controls, List<ItemResult> items) {
    Map<String, String> outputs = new HashMap<>();
    Stream.of(controls, items)
        .flatMap(List::stream)
        .forEach(result -> result.answer().ifPresent(answer -> outputs.put(result.id(), answer)));
    return outputs;
  }

  private static List<GenerationTimings> timingsOf(List<SuiteResult> suites) {
    return suites.stream()
        .flatMap(suite -> suite.items().stream())
        .flatMap(item -> item.timings().stream())
        .toList();
  }
}
