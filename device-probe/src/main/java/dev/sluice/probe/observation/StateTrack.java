package dev.sluice.probe.observation;

import dev.sluice.probe.device.DeviceState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Folds the states of a device during a run, in their order, into what the run meant for it. */
final class StateTrack {
  private @Nullable DeviceState last;
  private long lastNanos;
  private double drop;
  private long dischargingNanos;
  private OptionalDouble hottest = OptionalDouble.empty();

  void add(DeviceState state, long nanos) {
    if (last != null && isDischarging(last) && isDischarging(state)) {
      drop += last.batteryFraction().getAsDouble() - state.batteryFraction().getAsDouble();
      dischargingNanos += nanos - lastNanos;
    }
    if (state.hottestCelsius().orElse(-1e9) > hottest.orElse(-1e9)) {
      hottest = state.hottestCelsius();
    }
    last = state;
    lastNanos = nanos;
  }

  /** Absent if the battery was never seen being discharged, or seems to have got fuller by it. */
  Optional<BatteryUse> batteryUse() {
    return dischargingNanos > 0 && drop >= 0 && drop <= 1
        ? Optional.of(new BatteryUse(Math.round(drop * 1e6), Duration.ofNanos(dischargingNanos)))
        : Optional.empty();
  }

  /** The highest temperature that was seen. */
  OptionalDouble hottestCelsius() {
    return hottest;
  }

  private static boolean isDischarging(DeviceState state) {
    return state.discharging().orElse(false) && state.batteryFraction().isPresent();
  }
}
