package dev.sluice.probe.observation;

import dev.sluice.probe.device.DeviceState;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The device around a run, and what the run cost it.
 *
 * @param before before the model was loaded
 * @param after after the last answer
 * @param hottestCelsius the highest temperature that was seen in between
 * @param throttleEvents times that a core was slowed down by heat during the run; absent where
 *     nobody counts
 * @param battery absent if none was being discharged
 * @param drift absent for too few answers
 */
public record DeviceObservation(
    DeviceState before,
    DeviceState after,
    OptionalDouble hottestCelsius,
    OptionalLong throttleEvents,
    EnergyUse energy,
    Optional<BatteryUse> battery,
    Optional<DecodeDrift> drift) {
  public DeviceObservation {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(hottestCelsius, "hottestCelsius");
    Objects.requireNonNull(throttleEvents, "throttleEvents");
    Objects.requireNonNull(energy, "energy");
    Objects.requireNonNull(battery, "battery");
    Objects.requireNonNull(drift, "drift");
  }

  /** Nobody looked. */
  public static DeviceObservation none() {
    return new DeviceObservation(
        DeviceState.unknown(),
        DeviceState.unknown(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        EnergyUse.Unknown.because("nobody looked"),
        Optional.empty(),
        Optional.empty());
  }
}
