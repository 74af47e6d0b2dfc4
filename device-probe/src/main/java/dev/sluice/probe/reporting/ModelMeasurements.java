package dev.sluice.probe.reporting;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.measure.EvaluationMeasurements;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.probe.subject.Subject;
import java.util.List;

/**
 * Runs an installed model, and reads the metric off the result.
 *
 * @param plan the items to ask
 */
record ModelMeasurements(Subject subject, List<SuitePlan> plan) implements Measurements {

  @Override
  public Measurement of(Metric metric) {
    SuiteRunner runner =
        new SuiteRunner(
            subject.engine(), RunSettings.standard(), new ThisMachine(), MetricObserver.of(metric));
    Evaluation evaluation = runner.evaluate(subject.identity(), plan, RunListener.silent());
    return new EvaluationMeasurements(evaluation, new SecureRandomness()).of(metric);
  }
}
