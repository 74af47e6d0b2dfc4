package dev.sluice.probe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.observation.DeviceObservation;
import dev.sluice.probe.observation.EnergyUse;
import dev.sluice.probe.run.Circumstances;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.Latency;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.SemanticVersion;
import dev.sluice.suites.SuiteDigest;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnergyMeasurementTest {
  private static final Metric ENERGY = BundledRegistry.load().metric("energy").orElseThrow();

  @ParameterizedTest
  @EnumSource(names = {"RAIL", "FUEL_GAUGE", "RAPL"})
  void of_meteredEnergy_isTheQuantity(EnergyMethod method) {
    assertThat(measured(known(method))).isEqualTo(new Measurement.Quantity(60));
  }

  @Test
  void of_modelledEnergy_isMissing() {
    assertThat(measured(known(EnergyMethod.MODELLED))).isInstanceOf(Measurement.Missing.class);
  }

  @Test
  void of_unknownEnergy_isMissing() {
    assertThat(measured(new EnergyUse.Unknown("no meter", Optional.empty())))
        .isInstanceOf(Measurement.Missing.class);
  }

  @Test
  void of_modelThatCannotBeOpened_isMissing() {
    Opening.Refused refused =
        new Opening.Refused(Opening.Refused.Kind.OUT_OF_MEMORY, "no memory left");

    assertThat(of(new Evaluation.NotOpened(refused))).isInstanceOf(Measurement.Missing.class);
  }

  private static EnergyUse known(EnergyMethod method) {
    return new EnergyUse.Known(method, 30, OptionalDouble.of(2), Duration.ofSeconds(10), 300, 200);
  }

  private static Measurement measured(EnergyUse energy) {
    return of(new Evaluation.Completed(result(energy)));
  }

  private static Measurement of(Evaluation evaluation) {
    return new EvaluationMeasurements(evaluation, new SecureRandomness()).of(ENERGY);
  }

  private static RunResult result(EnergyUse energy) {
    Optional<Duration> noTime = Optional.empty();
    return new RunResult(
        new ModelIdentity(
            "m", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        new SessionFacts(
            new EngineBuild("scripted 1", "cpu", Deployment.DEVICE, EngineConfiguration.unknown()),
            noTime),
        List.of(
            new SuiteResult(
                "echo",
                new SemanticVersion("1.0.0"),
                new SuiteDigest("0".repeat(32)),
                List.of(),
                List.of(),
                new HarnessVerdict.Valid())),
        new Latency(
            noTime,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        ResourceUsage.unknown(),
        new Circumstances(Duration.ofSeconds(1), OptionalDouble.empty(), OptionalDouble.empty(), 0),
        new DeviceObservation(
            DeviceState.unknown(),
            DeviceState.unknown(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            energy,
            Optional.empty(),
            Optional.empty()));
  }
}
