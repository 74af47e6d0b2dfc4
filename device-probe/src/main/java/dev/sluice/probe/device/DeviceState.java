package dev.sluice.probe.device;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The device at one moment. Whatever could not be measured, or was not plausible, is absent.
 *
 * @param externalPower whether it is fed from outside
 * @param batteryPresent whether it has a battery of its own; absent where the system does not tell
 * @param batteryFraction charge of what the battery holds when full, 0 to 1, all batteries together
 * @param discharging whether a battery is being emptied; absent without a battery
 * @param powerSaver whether the owner has asked the system to save power rather than to be fast
 * @param hottestCelsius temperature of the hottest place that has a sensor, -40 to 150
 * @param thermal the same as a coarse state, by the system's own limits where it has some
 * @param loadAverage runnable processes averaged over the last minute
 * @param availableMemoryBytes memory that programs can have without swapping
 * @param processors logical processors
 */
public record DeviceState(
    ExternalPower externalPower,
    Optional<Boolean> batteryPresent,
    OptionalDouble batteryFraction,
    Optional<Boolean> discharging,
    Optional<Boolean> powerSaver,
    OptionalDouble hottestCelsius,
    Optional<ThermalState> thermal,
    OptionalDouble loadAverage,
    OptionalLong availableMemoryBytes,
    OptionalInt processors) {

  public DeviceState {
    Objects.requireNonNull(externalPower, "externalPower");
    Objects.requireNonNull(batteryPresent, "batteryPresent");
    Objects.requireNonNull(discharging, "discharging");
    Objects.requireNonNull(powerSaver, "powerSaver");
    Objects.requireNonNull(thermal, "thermal");
    requireRange("batteryFraction", batteryFraction, 0, 1);
    requireRange("hottestCelsius", hottestCelsius, -40, 150);
    requireRange("loadAverage", loadAverage, 0, Double.MAX_VALUE);
    if (availableMemoryBytes.orElse(0) < 0 || processors.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "availableMemoryBytes must not be negative and processors must be positive, were %s and %s"
              .formatted(availableMemoryBytes, processors));
    }
  }

  /** Nothing is known. */
  public static DeviceState unknown() {
    return new DeviceState(
        ExternalPower.UNKNOWN,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  private static void requireRange(String name, OptionalDouble value, double low, double high) {
    if (value.isPresent() && !(value.getAsDouble() >= low && value.getAsDouble() <= high)) {
      throw new IllegalArgumentException(
          "%s must be between %s and %s, was %s".formatted(name, low, high, value.getAsDouble()));
    }
  }
}
