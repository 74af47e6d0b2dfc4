package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.PairedDifference;
import dev.sluice.probe.measure.EvaluationMeasurements;
import dev.sluice.probe.progress.RunProgress;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.probe.storage.DurableFiles;
import java.util.Optional;
import java.util.function.Function;

/** Measures what a task asks for, in as many parts as it takes. */
final class ReportRun {
  private final AgentPorts ports;
  private final DurableFiles files;
  private final RunWatch watch;

  ReportRun(AgentPorts ports, DurableFiles files, RunWatch watch) {
    this.ports = ports;
    this.files = files;
    this.watch = watch;
  }

  RunEnd measure(ReportTask task, Metric metric) {
    if (task.baseline().isEmpty()) {
      return measure(task, task.candidate(), metric);
    }
    Metric ofOne = metric.ofOneVersion();
    return then(
        measure(task, task.candidate(), ofOne),
        one ->
            then(
                measure(task, task.baseline().get(), ofOne),
                other -> new RunEnd.Measured(PairedDifference.of(metric, one, other))));
  }

  private static RunEnd then(RunEnd end, Function<Measurement, RunEnd> next) {
    return end instanceof RunEnd.Measured measured ? next.apply(measured.measurement()) : end;
  }

  private RunEnd measure(ReportTask task, RunnableModel model, Metric metric) {
    LosableEngine engine = new LosableEngine(model.engine());
    RunProgress progress =
        RunProgress.open(
            files, task.key(model), task.plans(), model.isServed() ? watch.over(engine) : watch);
    Optional<Measurement> before = progress.measured(metric.id());
    if (before.isPresent()) {
      return new RunEnd.Measured(before.get());
    }
    Evaluation evaluation =
        new SuiteRunner(
                engine, RunSettings.standard(), new ThisMachine(), ports.observers().apply(metric))
            .evaluate(model.identity(), task.plans(), RunListener.silent(), progress);
    if (evaluation instanceof Evaluation.PutOff) {
      return model.isServed() && engine.isLost()
          ? new RunEnd.Lost(model.model(), engine.isLostMidway())
          : new RunEnd.PutOff();
    }
    Measurement measured = new EvaluationMeasurements(evaluation, ports.randomness()).of(metric);
    progress.keepMeasured(metric.id(), measured);
    return new RunEnd.Measured(measured);
  }
}
