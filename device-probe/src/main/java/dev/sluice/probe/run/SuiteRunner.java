package dev.sluice.probe.run;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.DeviceWatch;
import dev.sluice.suites.Suite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Evaluates a model: loads it, warms it up, asks every plan's controls and items, measures. A dying
 * or hanging engine is an outcome of the item that it was busy with, never the end of the run.
 */
public final class SuiteRunner {
  private final Engine engine;
  private final RunSettings runSettings;
  private final Machine machine;
  private final DeviceObserver observer;
  private final RunPolicy policy;

  /** Without a look at the device. */
  public SuiteRunner(Engine engine, RunSettings runSettings, Machine machine) {
    this(engine, runSettings, machine, DeviceObserver.none());
  }

  /**
   * With one.
   *
   * @param observer watches the device that the model runs on
   */
  public SuiteRunner(
      Engine engine, RunSettings runSettings, Machine machine, DeviceObserver observer) {
    this(engine, runSettings, machine, observer, RunPolicy.none());
  }

  private SuiteRunner(
      Engine engine,
      RunSettings runSettings,
      Machine machine,
      DeviceObserver observer,
      RunPolicy policy) {
    this.engine = engine;
    this.runSettings = runSettings;
    this.machine = machine;
    this.observer = observer;
    this.policy = policy;
  }

  /** The same, and only as long as the policy lets it ask. */
  public SuiteRunner within(RunPolicy newPolicy) {
    return new SuiteRunner(engine, runSettings, machine, observer, newPolicy);
  }

  /**
   * Runs the plans in order on one loaded model; blocks until all are done.
   *
   * @param identity which model the engine is bound to
   * @param plans at least one
   */
  public Evaluation evaluate(ModelIdentity identity, List<SuitePlan> plans, RunListener listener) {
    return evaluate(identity, plans, listener, Continuation.none());
  }

  /**
   * The same in several parts.
   *
   * @param continuation what earlier parts have done, and when this one must stop
   */
  public Evaluation evaluate(
      ModelIdentity identity,
      List<SuitePlan> plans,
      RunListener listener,
      Continuation continuation) {
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("plans must not be empty");
    }
    try (DeviceWatch watch = observerOfTheModel().begin()) {
      return evaluate(identity, plans, listener, continuation, watch);
    }
  }

  private Evaluation evaluate(
      ModelIdentity identity,
      List<SuitePlan> plans,
      RunListener listener,
      Continuation continuation,
      DeviceWatch watch) {
    long start = machine.nanoTime();
    OptionalDouble loadAverageBefore = machine.loadAverage();
    Opening opening = engine.open();
    if (opening instanceof Opening.Refused refused) {
      return continuation.mustStop() ? new Evaluation.PutOff() : new Evaluation.NotOpened(refused);
    }
    ModelSession session = ((Opening.Opened) opening).session();
    SessionFacts facts = session.facts();
    RestartingModel model = restarting(session, listener);
    List<SuiteResult> suites;
    try (model) {
      suites = runAll(plans, model, listener, continuation, watch);
    }
    if (suites.size() < plans.size()) {
      return new Evaluation.PutOff();
    }
    Circumstances circumstances =
        new Circumstances(
            Duration.ofNanos(machine.nanoTime() - start),
            loadAverageBefore,
            machine.loadAverage(),
            model.restarts());
    Latency latency = Latency.of(facts.loadTime(), timingsOf(suites));
    return new Evaluation.Completed(
        new RunResult(
            identity,
            facts,
            suites,
            latency,
            model.usage(),
            circumstances,
            watch.result(model.work().total(model.usage().cpuTime()))));
  }

  /** What this device draws says nothing of a model that runs elsewhere. */
  private DeviceObserver observerOfTheModel() {
    return engine.build().deployment() == Deployment.DEVICE
        ? observer
        : DeviceObserver.none("the model runs on another machine");
  }

  private RestartingModel restarting(ModelSession session, RunListener listener) {
    return new RestartingModel(engine, session, runSettings.restarts(), listener);
  }

  /** One result a plan; fewer if the run must stop. */
  private List<SuiteResult> runAll(
      List<SuitePlan> plans,
      RestartingModel model,
      RunListener listener,
      Continuation continuation,
      DeviceWatch watch) {
    List<SuiteResult> results = new ArrayList<>();
    if (continuation.mustStop()) {
      return results;
    }
    interview(plans.get(0).suite(), model).warmUp();
    model.work().clear();
    watch.windowStarts();
    for (PlanRun run : runs(plans, model, listener, continuation)) {
      listener.suiteStarted(run.plan());
      Optional<SuiteResult> result = run.result();
      if (result.isEmpty()) {
        return results;
      }
      results.add(result.get());
      listener.suiteFinished(result.get());
    }
    watch.windowEnds();
    return results;
  }

  /** In order, each with the one after it: what that asks first is sent ahead to the engine. */
  private List<PlanRun> runs(
      List<SuitePlan> plans,
      RestartingModel model,
      RunListener listener,
      Continuation continuation) {
    ArrayDeque<PlanRun> runs = new ArrayDeque<>();
    for (int i = plans.size() - 1; i >= 0; i--) {
      SuitePlan plan = plans.get(i);
      Interview interview = interview(plan.suite(), model);
      Optional<PlanRun> successor = Optional.ofNullable(runs.peekFirst());
      runs.addFirst(new PlanRun(plan, interview, listener, continuation, policy, successor));
    }
    return List.copyOf(runs);
  }

  private Interview interview(Suite suite, RestartingModel model) {
    return new Interview(suite, model, runSettings.itemTimeout());
  }

  private static List<GenerationTimings> timingsOf(List<SuiteResult> suites) {
    return suites.stream()
        .flatMap(suite -> suite.items().stream())
        .flatMap(item -> item.answers().stream())
        .flatMap(answer -> answer.timings().stream())
        .toList();
  }
}
