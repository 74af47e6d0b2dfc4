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

  /** Empty if the run has to stop and go on later. */
  Optional<Measurement> measure(ReportTask task, Metric metric) {
    if (task.baseline().isEmpty()) {
      return measure(task, task.candidate(), metric);
    }
    Metric ofOne = metric.ofOneVersion();
    Optional<Measurement> candidate = measure(task, task.candidate(), ofOne);
    return candidate.flatMap(
        one ->
            measure(task, task.baseline().get(), ofOne)
                .map(other -> PairedDifference.of(metric, one, other)));
  }

  private Optional<Measurement> measure(ReportTask task, ModelShelf.Shelved model, Metric metric) {
    RunProgress progress = RunProgress.open(files, task.key(model), task.plans(), watch);
    Optional<Measurement> before = progress.measured(metric.id());
    if (before.isPresent()) {
      return before;
    }
    Evaluation evaluation =
        new SuiteRunner(
                ports.engines().of(model.model().file()),
                RunSettings.standard(),
                new ThisMachine(),
                ports.observers().apply(metric))
            .evaluate(model.identity(), task.plans(), RunListener.silent(), progress);
    if (evaluation instanceof Evaluation.PutOff) {
      return Optional.empty();
    }
    Measurement measured = new EvaluationMeasurements(evaluation, ports.randomness()).of(metric);
    progress.keepMeasured(metric.id(), measured);
    return Optional.of(measured);
  }
}
