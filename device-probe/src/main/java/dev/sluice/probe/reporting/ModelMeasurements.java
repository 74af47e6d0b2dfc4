package dev.sluice.probe.reporting;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.device.local.LocalDevice;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.measure.EvaluationMeasurements;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.EnergyChoice;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import java.util.List;

/**
 * Runs an installed model, and reads the metric off the result.
 *
 * @param plan the items to ask
 */
record ModelMeasurements(Engine engine, ModelIdentity identity, List<SuitePlan> plan)
    implements Measurements {

  @Override
  public Measurement of(Metric metric) {
    // Only who asks for energy waits for an idle device; a modelled figure is never reported.
    DeviceObserver observer =
        metric.quantity() == MeasuredQuantity.ENERGY_PER_1K_TOKENS
            ? LocalDevice.observer(EnergyChoice.anyMeter())
            : DeviceObserver.none();
    SuiteRunner runner =
        new SuiteRunner(engine, RunSettings.standard(), new ThisMachine(), observer);
    Evaluation evaluation = runner.evaluate(identity, plan, RunListener.silent());
    return new EvaluationMeasurements(evaluation, new SecureRandomness()).of(metric);
  }
}
