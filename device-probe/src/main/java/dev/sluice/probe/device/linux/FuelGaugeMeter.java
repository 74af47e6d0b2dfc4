package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.EnergyReading;
import dev.sluice.probe.device.MeterFinding;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * The power that the batteries give, while they are what feeds the device. Gauges average over some
 * seconds to a minute, so short runs cannot be measured with them.
 */
final class FuelGaugeMeter extends StoppingMeter {
  private final Sysfs sysfs;
  private final PowerIntegral integral = new PowerIntegral();

  private FuelGaugeMeter(Sysfs sysfs, LongSupplier nanoClock) {
    super(nanoClock);
    this.sysfs = sysfs;
  }

  static MeterFinding find(Sysfs sysfs, LongSupplier nanoClock) {
    PowerSupplies supplies = PowerSupplies.read(sysfs);
    if (supplies.batteries().isEmpty()) {
      return new MeterFinding.NotFound("no battery", Optional.empty());
    }
    if (!onlyDischarging(supplies)) {
      return new MeterFinding.NotFound(
          "the battery is not being discharged, so it does not show what the device draws",
          Optional.of("disconnect the charger during the run"));
    }
    return watts(supplies).isPresent()
        ? new MeterFinding.Found(new FuelGaugeMeter(sysfs, nanoClock))
        : new MeterFinding.NotFound(
            "the battery shows no plausible current and voltage", Optional.empty());
  }

  @Override
  public EnergyMethod method() {
    return EnergyMethod.FUEL_GAUGE;
  }

  @Override
  public Duration idleWindow() {
    return Duration.ofSeconds(10);
  }

  @Override
  public Duration shortestRun() {
    return Duration.ofSeconds(60);
  }

  @Override
  EnergyReading look(long nanos) {
    PowerSupplies supplies = PowerSupplies.read(sysfs);
    return onlyDischarging(supplies)
        ? integral.advance(watts(supplies), nanos)
        : new EnergyReading.Lost("the battery stopped being discharged during the measurement");
  }

  private static boolean onlyDischarging(PowerSupplies supplies) {
    return supplies.any(Battery.Status.DISCHARGING) && !supplies.any(Battery.Status.CHARGING);
  }

  /** Of all batteries that are being emptied; absent as soon as one of them does not say. */
  private static OptionalDouble watts(PowerSupplies supplies) {
    double sum = 0;
    for (Battery battery : supplies.batteries()) {
      if (battery.status() == Battery.Status.DISCHARGING) {
        if (battery.watts().isEmpty()) {
          return OptionalDouble.empty();
        }
        sum += battery.watts().getAsDouble();
      }
    }
    return OptionalDouble.of(sum);
  }
}
