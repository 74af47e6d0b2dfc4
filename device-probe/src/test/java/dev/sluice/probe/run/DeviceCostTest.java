package dev.sluice.probe.run;

import static dev.sluice.probe.run.ScriptedEngine.answer;
import static dev.sluice.probe.run.TestSuites.rightAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.probe.device.linux.RecordedTree;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.observation.DeviceObservation;
import dev.sluice.probe.observation.DeviceObserver;
import dev.sluice.probe.observation.EnergyChoice;
import dev.sluice.probe.observation.EnergyUse;
import dev.sluice.probe.observation.SimulatedPace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run on a Jetson costs; each answer takes a second and 4 + 2 tokens. */
class DeviceCostTest {
  private static final ModelIdentity MODEL =
      new ModelIdentity(
          "test", Optional.of("1.0.0"), Optional.empty(), Optional.empty(), Optional.empty());
  private static final String CURRENT = "sys/class/hwmon/hwmon1/curr1_input";

  @TempDir private Path root;
  private final SimulatedPace pace = new SimulatedPace();

  @Test
  void evaluate_jetson_countsControlsAndItemsButNotTheWarmUp() {
    ScriptedEngine engine = new ScriptedEngine(working(prompt -> answer(rightAnswer(prompt))));

    EnergyUse.Known energy = (EnergyUse.Known) run(engine, 18).energy();

    assertThat(energy.promptTokens()).isEqualTo(20 * 4);
    assertThat(energy.generatedTokens()).isEqualTo(20 * 2);
    assertThat(energy.window()).isEqualTo(Duration.ofSeconds(20));
    assertThat(energy.idleWatts()).hasValueCloseTo(5.096, within(1e-9));
    assertThat(energy.joules()).isCloseTo(20 * 5.096, within(1e-6));
    assertThat(pace.ticking).isFalse();
  }

  @Test
  void evaluate_answersWithoutCounts_leaveTheEnergyUnknown() {
    ScriptedEngine engine =
        new ScriptedEngine(
            working(
                prompt ->
                    prompt.equals("say i3") || prompt.equals("say i4")
                        ? new Generation.TimedOut(Duration.ofSeconds(1), false)
                        : answer(rightAnswer(prompt))));

    assertThat(((EnergyUse.Unknown) run(engine, 28).energy()).reason())
        .contains("2 in 30 questions");
  }

  @Test
  void evaluate_modelOnAnotherMachine_saysNothingOfThisOne() {
    ScriptedEngine engine = new ScriptedEngine(working(prompt -> answer(rightAnswer(prompt))));
    engine.deployment = Deployment.EDGE;

    DeviceObservation observation = run(engine, 18);

    assertThat(((EnergyUse.Unknown) observation.energy()).reason()).contains("another machine");
    assertThat(observation.before().hottestCelsius()).isEmpty();
  }

  @Test
  void evaluate_engineThatCannotOpen_stopsWatching() {
    ScriptedEngine engine = new ScriptedEngine(prompt -> answer(""));
    engine.openingsBeforeRefusal = 0;

    assertThat(evaluate(engine, 18)).isInstanceOf(Evaluation.NotOpened.class);
    assertThat(pace.ticking).isFalse();
  }

  /** Twice the current while there is work. */
  private Function<String, Generation> working(Function<String, Generation> answers) {
    return prompt -> {
      RecordedTree.at(root).with(CURRENT, 2_000);
      pace.pause(Duration.ofSeconds(1));
      return answers.apply(prompt);
    };
  }

  private DeviceObservation run(ScriptedEngine engine, int items) {
    return ((Evaluation.Completed) evaluate(engine, items)).result().device();
  }

  private Evaluation evaluate(ScriptedEngine engine, int items) {
    RecordedTree tree = RecordedTree.of("jetson", root);
    DeviceObserver observer =
        new DeviceObserver(tree.device(), tree.meters(), EnergyChoice.anyMeter(), pace);
    return new SuiteRunner(engine, RunSettings.standard(), new NoMachine(), observer)
        .evaluate(MODEL, List.of(SuitePlan.whole(TestSuites.echo(items))), RunListener.silent());
  }

  private static final class NoMachine implements Machine {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public OptionalDouble loadAverage() {
      return OptionalDouble.empty();
    }
  }
}
