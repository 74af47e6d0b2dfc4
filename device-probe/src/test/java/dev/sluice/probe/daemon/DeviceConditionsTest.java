package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.ThermalState;
import dev.sluice.probe.schedule.Conditions;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeviceConditionsTest {
  @Test
  void of_deviceState_meansWhatItSays() {
    DeviceState weakCharger =
        new DeviceState(
            ExternalPower.CONNECTED,
            Optional.of(true),
            OptionalDouble.of(0.5),
            Optional.of(true),
            Optional.of(false),
            OptionalDouble.of(90),
            Optional.of(ThermalState.SERIOUS),
            OptionalDouble.of(4),
            OptionalLong.of(1_000),
            OptionalInt.of(4));

    Conditions conditions = DeviceConditions.of(weakCharger, 3, Optional.empty());

    assertThat(conditions.externalPower()).hasValue(false);
    assertThat(conditions.hot()).hasValue(true);
    assertThat(conditions.otherLoad()).hasValue(0.25);
    assertThat(DeviceConditions.of(DeviceState.unknown(), 0, Optional.empty()))
        .isEqualTo(Conditions.unknown());
  }
}
