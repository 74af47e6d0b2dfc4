package dev.sluice.probe.daemon;

import dev.sluice.probe.agent.Surroundings;
import dev.sluice.probe.device.DeviceMonitor;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ThermalState;
import dev.sluice.probe.schedule.Conditions;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a look at the device means for a run. */
final class DeviceConditions implements Surroundings {
  private final DeviceMonitor monitor;
  private final DaemonConfig.Network network;

  DeviceConditions(DeviceMonitor monitor, DaemonConfig.Network network) {
    this.monitor = monitor;
    this.network = network;
  }

  @Override
  public Conditions now(int ownThreads) {
    return of(monitor.state(), ownThreads, metered());
  }

  static Conditions of(DeviceState state, int ownThreads, Optional<Boolean> metered) {
    return new Conditions(
        state.batteryPresent(),
        externalPower(state),
        state.batteryFraction(),
        state.powerSaver(),
        state.thermal().map(thermal -> thermal.compareTo(ThermalState.SERIOUS) >= 0),
        otherLoad(state, ownThreads),
        state.availableMemoryBytes(),
        metered);
  }

  /** A charger that is too weak for what the device does is not external power. */
  private static Optional<Boolean> externalPower(DeviceState state) {
    if (state.discharging().orElse(false)) {
      return Optional.of(false);
    }
    return switch (state.externalPower()) {
      case CONNECTED -> Optional.of(true);
      case DISCONNECTED -> Optional.of(false);
      case UNKNOWN -> Optional.empty();
    };
  }

  /** The average lags behind by a minute: a run that has just begun is not in it yet. */
  private static OptionalDouble otherLoad(DeviceState state, int ownThreads) {
    if (state.loadAverage().isEmpty() || state.processors().isEmpty()) {
      return OptionalDouble.empty();
    }
    double others = Math.max(0, state.loadAverage().getAsDouble() - ownThreads);
    return OptionalDouble.of(others / state.processors().getAsInt());
  }

  private Optional<Boolean> metered() {
    return switch (network) {
      case AUTO -> NetworkCost.now();
      case METERED -> Optional.of(true);
      case UNMETERED -> Optional.of(false);
    };
  }
}
