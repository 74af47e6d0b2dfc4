package dev.sluice.probe.device.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.ThermalState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OshiReadingTest {

  @Test
  void state_laptopOnBattery_isTakenOver() {
    OshiReading.Source battery = new OshiReading.Source(0.6, 5_000, false, false, true);

    DeviceState state = reading(List.of(battery), 52.5, 1.25, 4_096, 8).state();

    assertThat(state.externalPower()).isEqualTo(ExternalPower.DISCONNECTED);
    assertThat(state.batteryFraction()).hasValue(0.6);
    assertThat(state.discharging()).contains(true);
    assertThat(state.hottestCelsius()).hasValue(52.5);
    assertThat(state.thermal()).contains(ThermalState.NOMINAL);
    assertThat(state.loadAverage()).hasValue(1.25);
    assertThat(state.availableMemoryBytes()).hasValue(4_096);
    assertThat(state.processors()).hasValue(8);
  }

  @Test
  void state_nothingCanBeRead_isUnknown() {
    assertThat(new OshiReading(Optional.empty(), 0, -1, 0, 0).state())
        .isEqualTo(DeviceState.unknown());
    assertThat(new OshiReading(Optional.empty(), Double.NaN, Double.NaN, -1, -1).state())
        .isEqualTo(DeviceState.unknown());
  }

  /** A Mac mini lists none; of a Windows box OSHI lists what it begins each battery with. */
  @Test
  void state_deviceWithoutBattery_isFedFromOutside() {
    OshiReading.Source placeholder = new OshiReading.Source(1, 1, false, false, false);
    OshiReading.Source withoutCapacity = new OshiReading.Source(0, 0, false, false, false);

    for (List<OshiReading.Source> listed :
        List.of(List.<OshiReading.Source>of(), List.of(placeholder), List.of(withoutCapacity))) {
      DeviceState state = reading(listed, 40, 1, 4_096, 8).state();

      assertThat(state.externalPower()).isEqualTo(ExternalPower.CONNECTED);
      assertThat(state.batteryPresent()).contains(false);
      assertThat(state.batteryFraction()).isEmpty();
      assertThat(state.discharging()).isEmpty();
    }
  }

  /** It has a battery, and does not say what feeds it. */
  @Test
  void state_batteryThatTellsNothing_isUnknown() {
    OshiReading.Source battery = new OshiReading.Source(0.9, 50_000, false, false, false);

    DeviceState state = reading(List.of(battery), 40, 1, 4_096, 8).state();

    assertThat(state.externalPower()).isEqualTo(ExternalPower.UNKNOWN);
    assertThat(state.batteryPresent()).contains(true);
  }

  /** {@code SYSTEM_BATTERY_STATE} begins with AcOnLine, BatteryPresent, Charging, Discharging. */
  @Test
  void of_systemBatteryState_saysWhetherThereIsOne() {
    assertThat(WindowsBattery.of(0, new byte[] {1, 0, 0, 0})).contains(new WindowsBattery(false));
    assertThat(WindowsBattery.of(0, new byte[] {0, 1, 0, 1})).contains(new WindowsBattery(true));
    assertThat(WindowsBattery.of(0xC0000022, new byte[] {0, 0, 0, 0})).isEmpty();
  }

  @Test
  void state_implausibleFractionAndHeat_areAbsent() {
    OshiReading.Source battery = new OshiReading.Source(60, 5_000, true, true, false);

    DeviceState state = reading(List.of(battery), 3_732, 0, 1, 1).state();

    assertThat(state.externalPower()).isEqualTo(ExternalPower.CONNECTED);
    assertThat(state.batteryFraction()).isEmpty();
    assertThat(state.hottestCelsius()).isEmpty();
    assertThat(state.thermal()).isEmpty();
  }

  private static OshiReading reading(
      List<OshiReading.Source> listed, double celsius, double load, long memory, int processors) {
    return new OshiReading(Optional.of(listed), celsius, load, memory, processors);
  }

  @Test
  void state_thisMachine_isReadWithoutFailing() {
    assertThat(new OshiDevice().state().processors()).isPresent();
  }
}
