package dev.sluice.probe.schedule;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The device at one moment, as far as it decides about a run. What cannot be told is absent.
 *
 * @param battery whether it has a battery of its own; without one there is always power
 * @param externalPower whether it is fed from outside
 * @param batteryFraction charge, 0 to 1
 * @param powerSaver whether the system has been asked to save power
 * @param hot whether the processor is slowed down by heat, or about to be
 * @param otherLoad runnable threads of others than the probe for each processor, 0 or more
 * @param availableMemoryBytes memory that a program can have without swapping
 * @param metered whether the network costs by the byte
 */
public record Conditions(
    Optional<Boolean> battery,
    Optional<Boolean> externalPower,
    OptionalDouble batteryFraction,
    Optional<Boolean> powerSaver,
    Optional<Boolean> hot,
    OptionalDouble otherLoad,
    OptionalLong availableMemoryBytes,
    Optional<Boolean> metered) {

  public Conditions {
    Objects.requireNonNull(battery, "battery");
    Objects.requireNonNull(externalPower, "externalPower");
    Objects.requireNonNull(powerSaver, "powerSaver");
    Objects.requireNonNull(hot, "hot");
    Objects.requireNonNull(availableMemoryBytes, "availableMemoryBytes");
    Objects.requireNonNull(metered, "metered");
    if (!(batteryFraction.orElse(0) >= 0 && batteryFraction.orElse(0) <= 1)) {
      throw new IllegalArgumentException(
          "batteryFraction must be 0 to 1, was " + batteryFraction.getAsDouble());
    }
    if (!(otherLoad.orElse(0) >= 0)) {
      throw new IllegalArgumentException(
          "otherLoad must not be negative, was " + otherLoad.getAsDouble());
    }
  }

  /** Nothing can be told. */
  public static Conditions unknown() {
    return new Conditions(
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }
}
