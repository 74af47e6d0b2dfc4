package dev.sluice.probe.device.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.ThermalState;
import java.util.List;
import org.junit.jupiter.api.Test;

class OshiReadingTest {

  @Test
  void state_laptopOnBattery_isTakenOver() {
    OshiReading.Source battery = new OshiReading.Source(0.6, 5_000, false, false, true);

    DeviceState state = new OshiReading(List.of(battery), 52.5, 1.25, 4_096, 8).state();

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
  void state_placeholderBatteryAndSentinels_isUnknown() {
    OshiReading.Source none = new OshiReading.Source(1, 0, false, false, false);

    assertThat(new OshiReading(List.of(none), 0, -1, 0, 0).state())
        .isEqualTo(DeviceState.unknown());
    assertThat(new OshiReading(List.of(), Double.NaN, Double.NaN, -1, -1).state())
        .isEqualTo(DeviceState.unknown());
  }

  @Test
  void state_implausibleFractionAndHeat_areAbsent() {
    OshiReading.Source battery = new OshiReading.Source(60, 5_000, true, true, false);

    DeviceState state = new OshiReading(List.of(battery), 3_732, 0, 1, 1).state();

    assertThat(state.externalPower()).isEqualTo(ExternalPower.CONNECTED);
    assertThat(state.batteryFraction()).isEmpty();
    assertThat(state.hottestCelsius()).isEmpty();
    assertThat(state.thermal()).isEmpty();
  }

  @Test
  void state_thisMachine_isReadWithoutFailing() {
    assertThat(new OshiDevice().state().processors()).isPresent();
  }
}
