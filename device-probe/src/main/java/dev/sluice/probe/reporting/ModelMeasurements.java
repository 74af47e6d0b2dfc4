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
import dev.sluice.suites.Suite;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * Runs a random slice of each suite on the installed model, and reads the metric off the result.
 */
record ModelMeasurements(Path model, ModelIdentity identity, List<Suite> suites)
    implements Measurements {

  @Override
  public Measurement of(Metric metric) {
    SecureRandom random = new SecureRandom();
    SuiteRunner runner =
        new SuiteRunner(
            new LlamaEngine(),
            EngineSettings.forProcessors(Runtime.getRuntime().availableProcessors()),
            RunSettings.standard(),
            new ThisMachine());
    Evaluation evaluation =
        runner.evaluate(
            model,
            identity,
            suites.stream().map(suite -> SuitePlan.drawn(suite, random)).toList(),
            RunListener.silent());
    return new EvaluationMeasurements(evaluation, new SecureRandomness()).of(metric);
  }
}
