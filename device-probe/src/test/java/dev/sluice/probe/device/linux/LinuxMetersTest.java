package dev.sluice.probe.device.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.probe.device.EnergyMeter;
import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.EnergyReading;
import dev.sluice.probe.device.MeterFinding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxMetersTest {
  private static final Set<EnergyMethod> ANY =
      EnumSet.of(EnergyMethod.RAIL, EnergyMethod.RAPL, EnergyMethod.FUEL_GAUGE);
  private static final String COUNTER = "sys/class/powercap/intel-rapl:0/energy_uj";
  private static final long RANGE = 262_143_328_850L;
  private static final String BATTERY = "sys/class/power_supply/BAT0/";

  @TempDir private Path root;
  private long nanos;

  @Test
  void find_jetson_readsTheModulesInputRailAlone() {
    EnergyMeter meter = found("jetson", ANY);

    meter.read();
    pass(10);

    assertThat(meter.method()).isEqualTo(EnergyMethod.RAIL);
    assertThat(joules(meter)).isCloseTo(50.96, within(1e-9));
  }

  @Test
  void find_moduleOfSeveralInputs_addsThemUp() {
    RecordedTree tree =
        RecordedTree.of("jetson", root)
            .with("sys/class/hwmon/hwmon1/in1_label", "VDD_GPU_SOC")
            .with("sys/class/hwmon/hwmon1/in2_label", "VDD_CPU_CV")
            .with("sys/class/hwmon/hwmon1/in3_label", "VIN_SYS_5V0");
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    pass(1);

    assertThat(joules(meter)).isCloseTo(5.096 + 5.088 * 0.576, within(1e-9));
  }

  @Test
  void find_railsNobodyKnows_isNoMeter() {
    RecordedTree tree =
        RecordedTree.of("jetson", root).with("sys/class/hwmon/hwmon1/in1_label", "VDD_SOMETHING");

    assertThat(notFound(tree, ANY).reason()).contains("none of the measured rails");
  }

  @Test
  void read_railThatChanges_isIntegratedByTrapezoids() {
    RecordedTree tree = RecordedTree.of("jetson", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    pass(2);
    tree.with("sys/class/hwmon/hwmon1/curr1_input", 2_000);

    assertThat(joules(meter)).isCloseTo(5.096 * 1.5 * 2, within(1e-9));
  }

  @Test
  void read_sensorThatFallsSilent_isBridgedForTenSecondsAndThenLost() {
    RecordedTree tree = RecordedTree.of("jetson", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with("sys/class/hwmon/hwmon1/curr1_input", "gone");
    pass(10);
    assertThat(joules(meter)).isCloseTo(50.96, within(1e-9));
    pass(1);
    assertThat(lost(meter)).contains("no plausible power");
    tree.with("sys/class/hwmon/hwmon1/curr1_input", 1_000);
    assertThat(lost(meter)).contains("no plausible power");
  }

  @Test
  void find_laptopOnBattery_prefersTheProcessorsCounter() {
    RecordedTree tree = RecordedTree.of("laptop-energy", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with(COUNTER, 84_921_730_011L + 30_000_000);
    pass(2);

    assertThat(meter.method()).isEqualTo(EnergyMethod.RAPL);
    assertThat(joules(meter)).isCloseTo(30, within(1e-9));
  }

  @Test
  void read_counterThatRunsOver_goesOn() {
    RecordedTree tree = RecordedTree.of("laptop-energy", root).with(COUNTER, RANGE - 5_000_000);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with(COUNTER, 7_000_000);
    pass(1);

    assertThat(joules(meter)).isCloseTo(12, within(1e-6));
  }

  @Test
  void read_counterThatJumpsBack_isLostForGood() {
    RecordedTree tree = RecordedTree.of("laptop-energy", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with(COUNTER, 84_921_730_011L - 1_000_000);
    pass(1);
    assertThat(lost(meter)).contains("jumped");
    tree.with(COUNTER, 84_921_730_011L);
    assertThat(lost(meter)).contains("jumped");
  }

  @Test
  void read_nobodyLookedForTooLong_isLost() {
    EnergyMeter meter = found("laptop-energy", ANY);

    meter.read();
    pass(132);

    assertThat(lost(meter)).contains("132 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "12e9", "262143328851", "99999999999999999999", "n/a"})
  void read_counterThatTurnsToNonsense_isLost(String text) {
    RecordedTree tree = RecordedTree.of("laptop-energy", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with(COUNTER, text);
    pass(1);

    assertThat(lost(meter)).contains("counter");
  }

  @Test
  void read_twoPackages_areAddedUp() {
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root)
            .with("sys/class/powercap/intel-rapl:1/name", "package-1");
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with(COUNTER, 84_921_730_011L + 3_000_000)
        .with("sys/class/powercap/intel-rapl:1/energy_uj", 190_004_120_993L + 4_000_000);
    pass(1);

    assertThat(joules(meter)).isCloseTo(7, within(1e-9));
  }

  @Test
  void find_countersOfRootAlone_saysHowToReadThem() {
    MeterFinding.NotFound notFound = notFound(RecordedTree.of("server", root), ANY);

    assertThat(notFound.reason()).contains("root only", "no battery", "no sensor");
    assertThat(notFound.remedy())
        .hasValueSatisfying(
            remedy ->
                assertThat(remedy)
                    .contains(
                        "chgrp GROUP /sys/class/powercap/intel-rapl:*/energy_uj",
                        "chmod g+r /sys/class/powercap/intel-rapl:*/energy_uj"));
  }

  @Test
  void find_phone_measuresTheBatteryWhateverTheSignOfItsCurrent() {
    RecordedTree tree = RecordedTree.of("phone", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with("sys/class/power_supply/battery/current_now", -412_000);
    pass(10);

    assertThat(meter.method()).isEqualTo(EnergyMethod.FUEL_GAUGE);
    assertThat(joules(meter)).isCloseTo(0.412 * 3.95 * 10, within(1e-9));
  }

  @Test
  void find_laptopWithStatedPower_takesItAsItIs() {
    EnergyMeter meter = found("laptop-energy", Set.of(EnergyMethod.FUEL_GAUGE));

    meter.read();
    pass(1);

    assertThat(joules(meter)).isCloseTo(9.31, within(1e-9));
  }

  @Test
  void find_chargingLaptop_isNoMeterAndSaysWhatToDo() {
    MeterFinding.NotFound notFound = notFound(RecordedTree.of("laptop-charge", root), ANY);

    assertThat(notFound.reason()).contains("not being discharged", "no RAPL");
    assertThat(notFound.remedy()).contains("disconnect the charger during the run");
  }

  @Test
  void read_chargerComesDuringTheRun_isLost() {
    RecordedTree tree = RecordedTree.of("phone", root);
    EnergyMeter meter = found(tree, ANY);

    meter.read();
    tree.with("sys/class/power_supply/battery/status", "Charging");
    pass(1);

    assertThat(lost(meter)).contains("stopped being discharged");
  }

  /** Stuck at zero, sentinels, milliamperes for microamperes. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "412", "2147483647000", "65535000000000", "x"})
  void find_currentThatCannotBe_isNoMeter(String current) {
    RecordedTree tree =
        RecordedTree.of("phone", root).with("sys/class/power_supply/battery/current_now", current);

    assertThat(notFound(tree, ANY).reason()).contains("no plausible current and voltage");
  }

  /** Millivolts for microvolts, and the other way round; nothing; sentinels. */
  @ParameterizedTest
  @ValueSource(strings = {"3950", "3950000000", "0", "-1", "255"})
  void find_voltageInAnotherUnit_isNoMeter(String voltage) {
    RecordedTree tree =
        RecordedTree.of("phone", root).with("sys/class/power_supply/battery/voltage_now", voltage);

    assertThat(notFound(tree, ANY).reason()).contains("no plausible current and voltage");
  }

  @Test
  void find_secondBatteryThatDoesNotSay_isNoMeter() {
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root)
            .with(BATTERY + "power_now", "9310000")
            .withNew("sys/class/power_supply/BAT1/type", "Battery")
            .withNew("sys/class/power_supply/BAT1/status", "Discharging");

    assertThat(notFound(tree, Set.of(EnergyMethod.FUEL_GAUGE)).reason())
        .contains("no plausible current");
  }

  @ParameterizedTest
  @ValueSource(strings = {"board", "machine-virtual", "broken"})
  void find_deviceWithoutAUsableMeter_isNoMeter(String device) {
    assertThat(notFound(RecordedTree.of(device, root), ANY).reason()).isNotEmpty();
  }

  @Test
  void find_nothingAllowed_isNoMeter() {
    assertThat(RecordedTree.of("jetson", root).meters().find(Set.of(), () -> nanos))
        .isInstanceOf(MeterFinding.NotFound.class);
  }

  private void pass(long seconds) {
    nanos += seconds * 1_000_000_000;
  }

  private EnergyMeter found(String device, Set<EnergyMethod> allowed) {
    return found(RecordedTree.of(device, root), allowed);
  }

  private EnergyMeter found(RecordedTree tree, Set<EnergyMethod> allowed) {
    MeterFinding finding = tree.meters().find(allowed, () -> nanos);
    assertThat(finding).isInstanceOf(MeterFinding.Found.class);
    return ((MeterFinding.Found) finding).meter();
  }

  private MeterFinding.NotFound notFound(RecordedTree tree, Set<EnergyMethod> allowed) {
    MeterFinding finding = tree.meters().find(allowed, () -> nanos);
    assertThat(finding).isInstanceOf(MeterFinding.NotFound.class);
    return (MeterFinding.NotFound) finding;
  }

  private static double joules(EnergyMeter meter) {
    return ((EnergyReading.Total) meter.read()).joules();
  }

  private static String lost(EnergyMeter meter) {
    return ((EnergyReading.Lost) meter.read()).reason();
  }
}
