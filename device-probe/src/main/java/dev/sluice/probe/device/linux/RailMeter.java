package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.EnergyReading;
import dev.sluice.probe.device.MeterFinding;
import dev.sluice.probe.device.PlausibleRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The power of a Jetson module by its INA3221 sensors, in millivolts and milliamperes. A module has
 * several rails, some fed by others; only those that together are its whole input are added up.
 */
final class RailMeter extends StoppingMeter {
  /** Rails of the modules' input, by NVIDIA's design guides: Nano; Xavier NX, Orin NX; AGX Orin. */
  private static final List<Set<String>> INPUTS =
      List.of(
          Set.of("VDD_IN"),
          Set.of("POM_5V_IN"),
          Set.of("VDD_GPU_SOC", "VDD_CPU_CV", "VIN_SYS_5V0"));

  private static final PlausibleRange AMPERES = new PlausibleRange(0, 40);

  private final Sysfs sysfs;
  private final List<Channel> input;
  private final PowerIntegral integral = new PowerIntegral();

  /** One of a sensor's three inputs. */
  private record Channel(String monitor, int number) {
    OptionalDouble watts(Sysfs sysfs) {
      OptionalDouble volts =
          PlausibleRange.VOLTS.keep(milli(sysfs.number(monitor + "/in" + number + "_input")));
      OptionalDouble amperes =
          AMPERES.keep(milli(sysfs.number(monitor + "/curr" + number + "_input")));
      return volts.isPresent() && amperes.isPresent()
          ? OptionalDouble.of(volts.getAsDouble() * amperes.getAsDouble())
          : OptionalDouble.empty();
    }

    private static OptionalDouble milli(OptionalLong value) {
      return value.isPresent()
          ? OptionalDouble.of(value.getAsLong() / 1e3)
          : OptionalDouble.empty();
    }
  }

  private RailMeter(Sysfs sysfs, List<Channel> input, LongSupplier nanoClock) {
    super(nanoClock);
    this.sysfs = sysfs;
    this.input = input;
  }

  static MeterFinding find(Sysfs sysfs, LongSupplier nanoClock) {
    Map<String, Channel> channels = channels(sysfs);
    if (channels.isEmpty()) {
      return new MeterFinding.NotFound("no sensor in a supply rail", Optional.empty());
    }
    for (Set<String> rails : INPUTS) {
      if (channels.keySet().containsAll(rails)) {
        List<Channel> input = rails.stream().map(channels::get).toList();
        return watts(sysfs, input).isPresent()
            ? new MeterFinding.Found(new RailMeter(sysfs, input, nanoClock))
            : new MeterFinding.NotFound(
                "the sensor in the supply rail shows no plausible power", Optional.empty());
      }
    }
    return new MeterFinding.NotFound(
        "none of the measured rails is known to be the whole device's", Optional.empty());
  }

  @Override
  public EnergyMethod method() {
    return EnergyMethod.RAIL;
  }

  @Override
  public Duration idleWindow() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Duration shortestRun() {
    return Duration.ofSeconds(3);
  }

  @Override
  EnergyReading look(long nanos) {
    return integral.advance(watts(sysfs, input), nanos);
  }

  private static OptionalDouble watts(Sysfs sysfs, List<Channel> input) {
    double sum = 0;
    for (Channel channel : input) {
      OptionalDouble watts = channel.watts(sysfs);
      if (watts.isEmpty()) {
        return watts;
      }
      sum += watts.getAsDouble();
    }
    return PlausibleRange.WATTS.keep(sum);
  }

  private static Map<String, Channel> channels(Sysfs sysfs) {
    Map<String, Channel> channels = new HashMap<>();
    for (String monitor : sysfs.entries("sys/class/hwmon", "hwmon[0-9]+")) {
      if (sysfs.text(monitor + "/name").equals(Optional.of("ina3221"))) {
        for (int number = 1; number <= 3; number++) {
          String label = sysfs.text(monitor + "/in" + number + "_label").orElse("");
          boolean enabled = sysfs.number(monitor + "/in" + number + "_enable").orElse(1) == 1;
          if (enabled && !label.isEmpty()) {
            channels.put(label, new Channel(monitor, number));
          }
        }
      }
    }
    return channels;
  }
}
