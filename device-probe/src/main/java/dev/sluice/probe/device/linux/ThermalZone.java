package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.PlausibleRange;
import dev.sluice.probe.device.ThermalState;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One sensor with the limits that the system has set for it, in degrees Celsius.
 *
 * @param celsius present temperature
 * @param passive where the system begins to slow the processor down
 * @param critical where it switches itself off, or is about to
 */
record ThermalZone(double celsius, OptionalDouble passive, OptionalDouble critical) {
  /** Battery levels and currents that some phones pass off as zones. */
  private static final Pattern NOT_HEAT = Pattern.compile("soc|.*(bcl|ibat|vbat).*");

  /** Smaller numbers are whole degrees of a driver that does not know the unit, or nothing. */
  private static final long LEAST_MILLIDEGREES = 1_000;

  private static final double NEAR_CRITICAL = 5;
  private static final double NEAR_PASSIVE = 10;

  /** Where the system sets no limits: what processors are usually built for. */
  private static final double WARM = 70;

  private static final double HOT = 85;
  private static final double TOO_HOT = 95;

  /** Absent if it is switched off, not about heat, or not plausible. */
  static Optional<ThermalZone> read(Sysfs sysfs, String zone) {
    boolean disabled = sysfs.text(zone + "/mode").equals(Optional.of("disabled"));
    String type = sysfs.text(zone + "/type").orElse("");
    OptionalDouble celsius = celsius(sysfs.number(zone + "/temp"));
    if (disabled || NOT_HEAT.matcher(type).matches() || celsius.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ThermalZone(
            celsius.getAsDouble(),
            lowestTrip(sysfs, zone, "passive"),
            lowestTrip(sysfs, zone, "critical|hot")));
  }

  /** From thousandths of a degree. */
  static OptionalDouble celsius(OptionalLong millidegrees) {
    return Math.abs(millidegrees.orElse(0)) < LEAST_MILLIDEGREES
        ? OptionalDouble.empty()
        : PlausibleRange.CELSIUS.keep(millidegrees.getAsLong() / 1000.0);
  }

  ThermalState state() {
    if (celsius >= tooHot()) {
      return ThermalState.CRITICAL;
    }
    if (celsius >= hot()) {
      return ThermalState.SERIOUS;
    }
    double warm = passive.isPresent() ? passive.getAsDouble() - NEAR_PASSIVE : WARM;
    return celsius >= warm ? ThermalState.FAIR : ThermalState.NOMINAL;
  }

  private double tooHot() {
    return critical.isPresent()
        ? critical.getAsDouble() - NEAR_CRITICAL
        : Math.max(TOO_HOT, passive.orElse(0) + NEAR_PASSIVE);
  }

  private double hot() {
    return passive.orElse(Math.min(HOT, tooHot()));
  }

  private static OptionalDouble lowestTrip(Sysfs sysfs, String zone, String types) {
    return sysfs.entries(zone, "trip_point_[0-9]+_type").stream()
        .filter(path -> sysfs.text(path).filter(type -> type.matches(types)).isPresent())
        .map(path -> celsius(sysfs.number(path.replaceFirst("_type$", "_temp"))))
        .flatMapToDouble(OptionalDouble::stream)
        // A limit below this is a placeholder: no device runs below it.
        .filter(limit -> limit >= 30)
        .min();
  }
}
