package dev.sluice.probe.device.oshi;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.ExternalPower;
import dev.sluice.probe.device.PlausibleRange;
import dev.sluice.probe.device.ThermalState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What OSHI says, before any of it is believed.
 *
 * @param sources empty where the system's power sources cannot be read
 * @param celsius of the processor; 0 and NaN mean that there is no sensor
 * @param loadAverage negative where the system keeps none
 */
record OshiReading(
    Optional<List<Source>> sources,
    double celsius,
    double loadAverage,
    long availableMemoryBytes,
    int processors) {
  private static final double WARM = 70;
  private static final double HOT = 85;
  private static final double TOO_HOT = 95;

  /**
   * A battery. Where there is none, macOS lists none, and of Windows OSHI lists one with a capacity
   * of 1 that is neither charged nor emptied. A real one holds some thousand milliwatt-hours, or is
   * told in percent.
   */
  record Source(
      double remaining, int maxCapacity, boolean online, boolean charging, boolean discharging) {
    boolean exists() {
      return maxCapacity > 1;
    }

    OptionalDouble fraction() {
      return PlausibleRange.FRACTION.keep(remaining);
    }
  }

  OshiReading {
    sources = sources.map(List::copyOf);
  }

  DeviceState state() {
    List<Source> batteries = batteries();
    OptionalDouble hottest =
        celsius == 0 ? OptionalDouble.empty() : PlausibleRange.CELSIUS.keep(celsius);
    return new DeviceState(
        externalPower(batteries),
        sources.map(read -> !batteries.isEmpty()),
        fraction(batteries),
        batteries.isEmpty()
            ? Optional.empty()
            : Optional.of(batteries.stream().anyMatch(Source::discharging)),
        Optional.empty(),
        hottest,
        hottest.isPresent() ? Optional.of(thermal(hottest.getAsDouble())) : Optional.empty(),
        PlausibleRange.LOAD.keep(loadAverage),
        availableMemoryBytes > 0 ? OptionalLong.of(availableMemoryBytes) : OptionalLong.empty(),
        processors > 0 ? OptionalInt.of(processors) : OptionalInt.empty());
  }

  private List<Source> batteries() {
    return sources.orElse(List.of()).stream().filter(Source::exists).toList();
  }

  /** What has no battery, and runs, is fed from outside. */
  private ExternalPower externalPower(List<Source> batteries) {
    if (sources.isPresent() && batteries.isEmpty()) {
      return ExternalPower.CONNECTED;
    }
    if (batteries.stream().anyMatch(source -> source.online() || source.charging())) {
      return ExternalPower.CONNECTED;
    }
    return batteries.stream().anyMatch(Source::discharging)
        ? ExternalPower.DISCONNECTED
        : ExternalPower.UNKNOWN;
  }

  private static OptionalDouble fraction(List<Source> batteries) {
    return batteries.stream().allMatch(source -> source.fraction().isPresent())
        ? batteries.stream().flatMapToDouble(source -> source.fraction().stream()).average()
        : OptionalDouble.empty();
  }

  private static ThermalState thermal(double celsius) {
    if (celsius >= TOO_HOT) {
      return ThermalState.CRITICAL;
    }
    if (celsius >= HOT) {
      return ThermalState.SERIOUS;
    }
    return celsius >= WARM ? ThermalState.FAIR : ThermalState.NOMINAL;
  }
}
