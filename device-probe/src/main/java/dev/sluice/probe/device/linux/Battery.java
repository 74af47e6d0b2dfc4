package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.PlausibleRange;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One battery of the device itself, by the kernel's {@code sysfs-class-power}: microvolts,
 * microamperes, microwatts, microwatt-hours, microampere-hours.
 *
 * @param status what the driver says
 * @param fraction of what it holds when full, from the finest gauge that it has
 * @param watts present power in or out, without a sign: drivers do not agree on one
 */
record Battery(Status status, OptionalDouble fraction, OptionalDouble watts) {
  /** A new battery may hold a little more than its label. */
  private static final double MOST_OVER_FULL = 1.05;

  enum Status {
    CHARGING,
    DISCHARGING,
    /** Full, or held at its level by the charger. */
    IDLE,
    UNKNOWN
  }

  static Battery read(Sysfs sysfs, String directory) {
    return new Battery(
        status(sysfs, directory), fraction(sysfs, directory), watts(sysfs, directory));
  }

  private static Status status(Sysfs sysfs, String directory) {
    return switch (sysfs.text(directory + "/status").orElse("")) {
      case "Charging" -> Status.CHARGING;
      case "Discharging" -> Status.DISCHARGING;
      case "Full", "Not charging" -> Status.IDLE;
      default -> Status.UNKNOWN;
    };
  }

  private static OptionalDouble fraction(Sysfs sysfs, String directory) {
    OptionalDouble byEnergy = ratio(sysfs, directory, "energy_now", "energy_full");
    OptionalDouble byCharge = ratio(sysfs, directory, "charge_now", "charge_full");
    OptionalDouble byCounter = ratio(sysfs, directory, "charge_counter", "charge_full");
    return firstOf(byEnergy, byCharge, byCounter, percent(sysfs.number(directory + "/capacity")));
  }

  private static OptionalDouble percent(OptionalLong capacity) {
    return capacity.isPresent()
        ? PlausibleRange.FRACTION.keep(capacity.getAsLong() / 100.0)
        : OptionalDouble.empty();
  }

  private static OptionalDouble ratio(Sysfs sysfs, String directory, String now, String full) {
    OptionalLong part = sysfs.number(directory + "/" + now);
    OptionalLong whole = sysfs.number(directory + "/" + full);
    if (part.orElse(-1) < 0 || whole.orElse(0) <= 0) {
      return OptionalDouble.empty();
    }
    double ratio = (double) part.getAsLong() / whole.getAsLong();
    return ratio > MOST_OVER_FULL ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, ratio));
  }

  private static OptionalDouble watts(Sysfs sysfs, String directory) {
    OptionalDouble stated = micro(sysfs.number(directory + "/power_now"));
    OptionalDouble volts =
        PlausibleRange.VOLTS.keep(micro(sysfs.number(directory + "/voltage_now")));
    OptionalDouble amperes = micro(sysfs.number(directory + "/current_now"));
    OptionalDouble product =
        volts.isPresent() && amperes.isPresent()
            ? OptionalDouble.of(volts.getAsDouble() * amperes.getAsDouble())
            : OptionalDouble.empty();
    return firstOf(PlausibleRange.WATTS.keep(stated), PlausibleRange.WATTS.keep(product));
  }

  private static OptionalDouble micro(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of(Math.abs(value.getAsLong() / 1e6))
        : OptionalDouble.empty();
  }

  private static OptionalDouble firstOf(OptionalDouble... candidates) {
    for (OptionalDouble candidate : candidates) {
      if (candidate.isPresent()) {
        return candidate;
      }
    }
    return OptionalDouble.empty();
  }
}
