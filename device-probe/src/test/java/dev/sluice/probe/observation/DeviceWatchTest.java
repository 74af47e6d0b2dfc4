package dev.sluice.probe.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.MeterFinder;
import dev.sluice.probe.device.ThermalState;
import dev.sluice.probe.device.linux.RecordedTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on recorded devices, in simulated time. */
class DeviceWatchTest {
  private static final String CURRENT = "sys/class/power_supply/battery/current_now";
  private static final String CHARGE = "sys/class/power_supply/battery/charge_counter";
  private static final String COUNTER = "sys/class/powercap/intel-rapl:0/energy_uj";

  @TempDir private Path root;
  private final SimulatedPace pace = new SimulatedPace();

  @Test
  void result_jetson_isEnergyAboveIdle() {
    RecordedTree tree = RecordedTree.of("jetson", root);
    DeviceObservation observation =
        run(tree, EnergyChoice.anyMeter(), () -> current(tree, 3_000), 100, workload(500));

    EnergyUse.Known energy = known(observation);
    assertThat(energy.method()).isEqualTo(EnergyMethod.RAIL);
    assertThat(energy.idleWatts()).hasValueCloseTo(5.096, within(1e-9));
    // 10.192 W above idle for 100 s, but for the first second, in which it rises.
    assertThat(energy.joules()).isCloseTo(1_019.2, within(6.0));
    assertThat(energy.joulesPer1kTokens().orElseThrow()).isCloseTo(2_038, within(12.0));
    assertThat(observation.battery()).isEmpty();
  }

  @Test
  void result_phone_isEnergyAndBatteryAsAPairToAddUp() {
    RecordedTree tree = RecordedTree.of("phone", root);
    Runnable work =
        () -> {
          tree.with(CURRENT, 1_412_000).with(CHARGE, 3_100_000);
        };
    DeviceObservation observation = run(tree, EnergyChoice.anyMeter(), work, 90, workload(2_000));

    EnergyUse.Known energy = known(observation);
    assertThat(energy.method()).isEqualTo(EnergyMethod.FUEL_GAUGE);
    assertThat(energy.joules()).isCloseTo(3.95 * 90, within(4.0));
    // 50 of 5000 mAh, over the ten seconds of the idle window and the ninety of the run.
    assertThat(observation.battery()).contains(new BatteryUse(10_000, Duration.ofSeconds(100)));
  }

  @Test
  void result_counterThatRunsOverTwiceInALongRun_isFollowed() {
    long range = 65_532_610_987L;
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root)
            .with("sys/class/powercap/intel-rapl:0/max_energy_range_uj", range);
    DeviceObserver observer = observer(tree, EnergyChoice.anyMeter());
    // 10 W idle, then 110 W for 20 minutes: 132 kJ through a counter of 65 kJ.
    long start = 60_000_000_000L;
    tree.with(COUNTER, start);
    Pace metered = new CountingPace(pace, tree, range, start);
    try (DeviceWatch watch =
        new DeviceObserver(observer.monitor(), observer.meters(), observer.energy(), metered)
            .begin()) {
      watch.windowStarts();
      ((CountingPace) metered).microwatts = 110_000_000;
      metered.pause(Duration.ofMinutes(20));
      watch.windowEnds();

      EnergyUse.Known energy = known(watch.result(workload(1_000)));
      assertThat(energy.idleWatts()).hasValueCloseTo(10.0, within(1e-6));
      assertThat(energy.joules()).isCloseTo(120_000, within(1.0));
    }
  }

  @Test
  void result_runThatDrawsNoMoreThanIdle_isUnknownAndNotZero() {
    RecordedTree tree = RecordedTree.of("jetson", root);

    assertThat(reason(run(tree, EnergyChoice.anyMeter(), () -> {}, 60, workload(500))))
        .contains("cannot be told from");
    assertThat(
            reason(run(tree, EnergyChoice.anyMeter(), () -> current(tree, 100), 60, workload(500))))
        .contains("cannot be told from");
  }

  @Test
  void result_counterThatNeverMoves_isUnknown() {
    RecordedTree tree = RecordedTree.of("laptop-energy", root);

    assertThat(reason(run(tree, EnergyChoice.anyMeter(), () -> {}, 60, workload(500))))
        .contains("did not move");
  }

  @Test
  void result_runTooShortForTheGauge_isUnknown() {
    RecordedTree tree = RecordedTree.of("phone", root);
    Runnable work = () -> tree.with(CURRENT, 1_412_000);

    assertThat(reason(run(tree, EnergyChoice.anyMeter(), work, 59, workload(2_000))))
        .contains("59.0 s", "too short", "60 s");
  }

  @Test
  void result_chargerComes_isUnknownAndKeepsWhatTheBatteryGaveBefore() {
    RecordedTree tree = RecordedTree.of("phone", root);
    Runnable work = () -> tree.with("sys/class/power_supply/battery/status", "Charging");
    DeviceObservation observation = run(tree, EnergyChoice.anyMeter(), work, 90, workload(2_000));

    assertThat(reason(observation)).contains("stopped being discharged");
    assertThat(observation.battery()).contains(new BatteryUse(0, Duration.ofSeconds(10)));
  }

  @Test
  void result_fewOrUncountedTokens_isUnknown() {
    RecordedTree tree = RecordedTree.of("jetson", root);
    Runnable work = () -> current(tree, 3_000);

    assertThat(reason(run(tree, EnergyChoice.anyMeter(), work, 60, workload(99))))
        .contains("99 tokens are too few");
    Workload uncounted = new Workload(500, 500, 20, 2, Optional.empty(), List.of());
    assertThat(reason(run(tree, EnergyChoice.anyMeter(), work, 60, uncounted)))
        .contains("2 in 20 questions");
  }

  @Test
  void result_countersOfRootAlone_isUnknownWithARemedyAndWithoutWaiting() {
    DeviceObservation observation =
        run(RecordedTree.of("server", root), EnergyChoice.anyMeter(), () -> {}, 10, workload(500));

    EnergyUse.Unknown unknown = (EnergyUse.Unknown) observation.energy();
    assertThat(unknown.method()).isEqualTo(EnergyMethod.NONE);
    assertThat(unknown.joulesPer1kTokens()).isEmpty();
    assertThat(unknown.remedy()).isPresent();
    assertThat(pace.nanoTime()).isEqualTo(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void result_modelled_isProcessorTimeTimesTheStatedWatts() {
    Workload workload =
        new Workload(300, 700, 20, 0, Optional.of(Duration.ofSeconds(50)), List.of());
    DeviceObservation observation =
        run(RecordedTree.of("board", root), new EnergyChoice.Modelled(2.5), () -> {}, 10, workload);

    assertThat(observation.energy().method()).isEqualTo(EnergyMethod.MODELLED);
    assertThat(observation.energy().joulesPer1kTokens()).hasValueCloseTo(125.0, within(1e-9));
  }

  @Test
  void result_deviceThatGetsHot_showsThePeakBothEndsAndTheEvents() {
    RecordedTree tree = RecordedTree.of("laptop-energy", root);
    DeviceObserver observer = observer(tree, new EnergyChoice.Off());
    DeviceObservation observation;
    try (DeviceWatch watch = observer.begin()) {
      watch.windowStarts();
      tree.with("sys/class/thermal/thermal_zone1/temp", 97_000);
      pace.pause(Duration.ofSeconds(30));
      tree.with("sys/class/thermal/thermal_zone1/temp", 88_000)
          .with("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", 13);
      watch.windowEnds();
      observation = watch.result(workload(500));
    }

    assertThat(observation.before().thermal()).contains(ThermalState.NOMINAL);
    assertThat(observation.after().thermal()).contains(ThermalState.FAIR);
    assertThat(observation.hottestCelsius()).hasValue(97);
    assertThat(observation.throttleEvents()).hasValue(10);
    assertThat(pace.ticking).isFalse();
  }

  @Test
  void result_throttleCounterSetBack_isAbsent() {
    RecordedTree tree = RecordedTree.of("laptop-energy", root);
    Runnable work =
        () -> tree.with("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", 0);

    assertThat(run(tree, new EnergyChoice.Off(), work, 10, workload(500)).throttleEvents())
        .isEmpty();
  }

  @Test
  void begin_nothingToSee_doesNotTick() {
    DeviceObserver observer =
        new DeviceObserver(
            DeviceObserver.none().monitor(),
            MeterFinder.none("none"),
            EnergyChoice.anyMeter(),
            pace);
    try (DeviceWatch watch = observer.begin()) {
      assertThat(pace.ticking).isFalse();
      assertThat(reason(watch.result(workload(500)))).isEqualTo("none");
    }
  }

  private DeviceObservation run(
      RecordedTree tree, EnergyChoice choice, Runnable work, long seconds, Workload workload) {
    try (DeviceWatch watch = observer(tree, choice).begin()) {
      watch.windowStarts();
      work.run();
      pace.pause(Duration.ofSeconds(seconds));
      watch.windowEnds();
      return watch.result(workload);
    }
  }

  private DeviceObserver observer(RecordedTree tree, EnergyChoice choice) {
    return new DeviceObserver(tree.device(), tree.meters(), choice, pace);
  }

  private static void current(RecordedTree tree, long milliamperes) {
    tree.with("sys/class/hwmon/hwmon1/curr1_input", milliamperes);
  }

  private static Workload workload(long tokens) {
    return new Workload(tokens / 2, tokens - tokens / 2, 20, 0, Optional.empty(), List.of());
  }

  private static EnergyUse.Known known(DeviceObservation observation) {
    assertThat(observation.energy()).isInstanceOf(EnergyUse.Known.class);
    return (EnergyUse.Known) observation.energy();
  }

  private static String reason(DeviceObservation observation) {
    assertThat(observation.energy()).isInstanceOf(EnergyUse.Unknown.class);
    return ((EnergyUse.Unknown) observation.energy()).reason();
  }

  /** Time in which a counter of microjoules goes on. */
  private static final class CountingPace implements Pace {
    private final SimulatedPace pace;
    private final RecordedTree tree;
    private final long range;
    private long counter;
    private long microwatts = 10_000_000;

    CountingPace(SimulatedPace pace, RecordedTree tree, long range, long start) {
      this.pace = pace;
      this.tree = tree;
      this.range = range;
      counter = start;
    }

    @Override
    public long nanoTime() {
      return pace.nanoTime();
    }

    @Override
    public void pause(Duration duration) {
      for (long second = 0; second < duration.toSeconds(); second++) {
        counter = (counter + microwatts) % range;
        tree.with(COUNTER, counter);
        pace.pause(Duration.ofSeconds(1));
      }
    }

    @Override
    public Ticking every(Duration period, Runnable task) {
      return pace.every(period, task);
    }
  }

  @Test
  void modelled_wattsOutOfRange_areRefused() {
    for (double watts : List.of(0.0, -1.0, 1_001.0, Double.NaN)) {
      assertThat(Optional.of(watts))
          .satisfies(
              value ->
                  org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                      .isThrownBy(() -> new EnergyChoice.Modelled(value.orElseThrow())));
    }
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new EnergyChoice.Metered(Set.of(EnergyMethod.MODELLED)));
  }
}
