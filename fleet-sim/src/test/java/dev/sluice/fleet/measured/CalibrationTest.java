package dev.sluice.fleet.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.fleet.behaviour.SuiteOutcomes;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.measured.MeasuredModel.RoundTimes;
import dev.sluice.fleet.population.ClassModel;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.schemas.DigestPrefixes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final ModelIdentity IDENTITY =
      new ModelIdentity(
          "tiny",
          Optional.of("1.0.0"),
          Optional.of("f.gguf"),
          Optional.of("ab".repeat(32)),
          Optional.empty());
  private static final EngineBuild ENGINE =
      new EngineBuild("llama.cpp b4916", "cpu", Deployment.DEVICE, EngineConfiguration.unknown());

  @Test
  void behaviour_reference_isAsFastAsItself() {
    MeasuredModel reference = model(1.0, 1.02);

    VersionBehaviour behaviour = behaviour(reference, reference);

    assertThat(behaviour.relativeTtft()).isEqualTo(1);
    assertThat(behaviour.relativeDecodeSpeed()).isEqualTo(1);
  }

  @Test
  void behaviour_twiceTheTime_keepsTheRatio() {
    VersionBehaviour behaviour = behaviour(model(1.0, 1.02), model(2.0, 2.04));

    assertThat(behaviour.relativeTtft()).isCloseTo(2, within(1e-9));
    assertThat(behaviour.relativeDecodeSpeed()).isCloseTo(0.5, within(0.001));
  }

  @Test
  void behaviour_differenceLikeThatOfTheRounds_isNone() {
    // The reference's own rounds differ by 10 %, so that 15 % more says nothing.
    assertThat(behaviour(model(1.0, 1.1), model(1.2, 1.2)).relativeTtft()).isEqualTo(1);
    assertThat(behaviour(model(1.0, 1.0), model(1.2, 1.2)).relativeTtft())
        .isCloseTo(1.2, within(1e-9));
  }

  @Test
  void behaviour_busyMachine_theBestTimesCount() {
    MeasuredModel calm = model(1.0, 1.0);
    List<Double> times =
        DoubleStream.iterate(1, d -> d + 1)
            .limit(100)
            .map(i -> i <= 10 ? 1.0 : 7.0)
            .boxed()
            .toList();
    MeasuredModel disturbed =
        measured(List.of(new RoundTimes(times, List.of()), new RoundTimes(times, List.of())));

    assertThat(behaviour(calm, disturbed).relativeTtft()).isEqualTo(1);
  }

  @Test
  void behaviour_engineThatTellsNoSpeed_isTakenForEqual() {
    MeasuredModel silent =
        measured(
            List.of(new RoundTimes(List.of(1.0), List.of()), new RoundTimes(List.of(), List.of())));

    assertThat(behaviour(model(1.0, 1.0), silent).relativeDecodeSpeed()).isEqualTo(1);
  }

  @Test
  void slowdown_classWithItsOwnTime_isThatTimeOverTheReferencesHere() {
    ClassModel phone = FleetPlan.DEFAULT_CLASSES.get(0);
    Calibration calibration = new Calibration(List.of(model(4.3, 4.3), model(1.0, 1.0)));

    assertThat(phone.ttftMillis()).isEqualTo(430);
    assertThat(calibration.slowdown(phone)).hasValueCloseTo(100.0, within(1e-9));
  }

  @Test
  void slowdown_nothingMeasured_isUnknown() {
    MeasuredModel silent = measured(List.of(new RoundTimes(List.of(), List.of())));

    assertThat(new Calibration(List.of(silent)).slowdown(FleetPlan.DEFAULT_CLASSES.get(0)))
        .isEmpty();
  }

  private static VersionBehaviour behaviour(MeasuredModel reference, MeasuredModel model) {
    return new Calibration(List.of(reference, model))
        .behaviour(model, WireIdentity.of(IDENTITY, ENGINE), DigestPrefixes.of(new byte[0]));
  }

  /** A model with that best time in each round; decoding is as slow. */
  private static MeasuredModel model(double... bestTtftMillis) {
    return measured(
        Arrays.stream(bestTtftMillis)
            .mapToObj(
                best ->
                    new RoundTimes(
                        Collections.nCopies(100, best), Collections.nCopies(100, 1000 / best)))
            .toList());
  }

  private static MeasuredModel measured(List<RoundTimes> rounds) {
    return new MeasuredModel(
        IDENTITY,
        ENGINE,
        List.of(new SuiteOutcomes("one", 1, List.of(ItemOutcome.PASS))),
        true,
        rounds);
  }
}
