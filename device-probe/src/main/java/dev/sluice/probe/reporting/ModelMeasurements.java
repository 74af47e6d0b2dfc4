package dev.sluice.probe.reporting;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.measure.EvaluationMeasurements;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs an installed model, and reads the metric off the result.
 *
 * @param plan the items to ask
 */
record ModelMeasurements(Path model, ModelIdentity identity, List<SuitePlan> plan)
    implements Measurements {

  @Override
  public Measurement of(Metric metric) {
    SuiteRunner runner =
        new SuiteRunner(
            new LlamaEngine(),
            EngineSettings.forProcessors(Runtime.getRuntime().availableProcessors()),
            RunSettings.standard(),
            new ThisMachine());
    Evaluation evaluation = runner.evaluate(model, identity, plan, RunListener.silent());
    return new EvaluationMeasurements(evaluation, new SecureRandomness()).of(metric);
  }
}
