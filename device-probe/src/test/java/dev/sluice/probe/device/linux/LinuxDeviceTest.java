package dev.sluice.probe.device.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.ThermalState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxDeviceTest {
  private static final String BATTERY = "sys/class/power_supply/BAT0/";
  private static final String ZONE = "sys/class/thermal/thermal_zone1/";

  @TempDir private Path root;

  @Test
  void state_laptopOnBattery_leavesOutTheMouseAndTheSwitchedOffZone() {
    assertThat(state("laptop-energy"))
        .isEqualTo(
            new DeviceState(
                ExternalPower.DISCONNECTED,
                Optional.of(true),
                OptionalDouble.of(0.745),
                Optional.of(true),
                Optional.of(false),
                OptionalDouble.of(61),
                Optional.of(ThermalState.NOMINAL),
                OptionalDouble.of(0.42),
                OptionalLong.of(8_000_000L * 1024),
                OptionalInt.of(2)));
  }

  @Test
  void state_laptopCharging_takesHeatFromTheProcessorsSensor() {
    assertThat(state("laptop-charge"))
        .isEqualTo(
            new DeviceState(
                ExternalPower.CONNECTED,
                Optional.of(true),
                OptionalDouble.of(0.41),
                Optional.of(false),
                Optional.of(true),
                OptionalDouble.of(71.25),
                Optional.of(ThermalState.FAIR),
                OptionalDouble.of(1.9),
                OptionalLong.of(2_112_548L * 1024),
                OptionalInt.of(1)));
  }

  @Test
  void state_phone_takesNoBatteryLevelForATemperature() {
    DeviceState state = state("phone");

    assertThat(state.externalPower()).isEqualTo(ExternalPower.DISCONNECTED);
    assertThat(state.batteryFraction()).hasValue(0.63);
    assertThat(state.discharging()).contains(true);
    assertThat(state.hottestCelsius()).hasValue(47.3);
    assertThat(state.thermal()).contains(ThermalState.NOMINAL);
    assertThat(state.powerSaver()).isEmpty();
    assertThat(state.loadAverage()).isEmpty();
  }

  @Test
  void state_jetsonNearItsPassiveLimit_isFair() {
    DeviceState state = state("jetson");

    assertThat(state.batteryPresent()).contains(false);
    assertThat(state.hottestCelsius()).hasValue(93.5);
    assertThat(state.thermal()).contains(ThermalState.FAIR);
  }

  @Test
  void state_boardWhoseFirmwareCapsTheFrequency_isSerious() {
    DeviceState state = state("board");

    assertThat(state.externalPower()).isEqualTo(ExternalPower.UNKNOWN);
    assertThat(state.batteryPresent()).contains(false);
    assertThat(state.batteryFraction()).isEmpty();
    assertThat(state.discharging()).isEmpty();
    assertThat(state.hottestCelsius()).hasValue(62.3);
    assertThat(state.thermal()).contains(ThermalState.SERIOUS);
    assertThat(state.processors()).hasValue(4);
  }

  @Test
  void state_virtualMachine_knowsLoadAndMemoryOnly() {
    DeviceState state = state("machine-virtual");

    assertThat(state.externalPower()).isEqualTo(ExternalPower.UNKNOWN);
    assertThat(state.batteryPresent()).contains(false);
    assertThat(state.hottestCelsius()).isEmpty();
    assertThat(state.thermal()).isEmpty();
    assertThat(state.loadAverage()).hasValue(0.2);
    assertThat(state.availableMemoryBytes()).hasValue(24_051_584L * 1024);
  }

  @Test
  void state_everythingBroken_isUnknownAndNeverAWrongNumber() {
    RecordedTree tree = RecordedTree.of("broken", root);
    DeviceState unknown = DeviceState.unknown();

    assertThat(tree.device().state())
        .isEqualTo(
            new DeviceState(
                ExternalPower.UNKNOWN,
                Optional.of(true),
                unknown.batteryFraction(),
                unknown.discharging(),
                unknown.powerSaver(),
                unknown.hottestCelsius(),
                unknown.thermal(),
                unknown.loadAverage(),
                unknown.availableMemoryBytes(),
                OptionalInt.of(1)));
    assertThat(tree.device().throttleEvents()).isEmpty();
  }

  @Test
  void state_noSuchRoot_isUnknown() {
    assertThat(LinuxDevice.below(root.resolve("none")).state()).isEqualTo(DeviceState.unknown());
  }

  @Test
  void throttleEvents_severalCores_areAddedUp() {
    assertThat(RecordedTree.of("laptop-energy", root).device().throttleEvents()).hasValue(7);
  }

  @Test
  void throttleEvents_nobodyCounts_isAbsent() {
    assertThat(RecordedTree.of("board", root).device().throttleEvents()).isEmpty();
  }

  @Test
  void state_coolingHoldsTheProcessorBack_isSerious() {
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root)
            .with("sys/class/thermal/cooling_device0/cur_state", 2);

    assertThat(tree.device().state().thermal()).contains(ThermalState.SERIOUS);
  }

  @ParameterizedTest
  @CsvSource({"84900, NOMINAL", "85000, FAIR", "95000, SERIOUS", "99900, SERIOUS"})
  void state_zoneWithPassiveLimitOf95_isCoarseByIt(long millidegrees, ThermalState expected) {
    RecordedTree tree = RecordedTree.of("laptop-energy", root).with(ZONE + "temp", millidegrees);

    assertThat(tree.device().state().thermal()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"44000, NOMINAL", "70000, FAIR", "85000, SERIOUS", "95000, CRITICAL"})
  void state_zoneWithoutLimits_isCoarseByWhatProcessorsStand(
      long millidegrees, ThermalState expected) {
    RecordedTree tree =
        RecordedTree.of("server", root).with("sys/class/thermal/thermal_zone0/temp", millidegrees);

    assertThat(tree.device().state().thermal()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"101, ", "-1, ", "255, ", "50.5, ", "'', ", "0, 0.0", "100, 1.0"})
  void state_onlyCapacity_isFractionOrAbsent(String capacity, Double fraction) {
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root)
            .without(BATTERY + "energy_now")
            .with(BATTERY + "capacity", capacity);

    OptionalDouble expected =
        fraction == null ? OptionalDouble.empty() : OptionalDouble.of(fraction);
    assertThat(tree.device().state().batteryFraction()).isEqualTo(expected);
  }

  @Test
  void state_gaugeInAnotherUnitThanItsFull_fallsBackToThePercentage() {
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root).with(BATTERY + "energy_full", 50_000);

    assertThat(tree.device().state().batteryFraction()).hasValue(0.74);
  }

  @Test
  void state_newBatteryAboveItsFull_isFull() {
    RecordedTree tree =
        RecordedTree.of("laptop-energy", root).with(BATTERY + "energy_now", 51_000_000);

    assertThat(tree.device().state().batteryFraction()).hasValue(1);
  }

  private DeviceState state(String device) {
    return RecordedTree.of(device, root).device().state();
  }
}
