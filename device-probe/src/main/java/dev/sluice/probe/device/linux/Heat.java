package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.ThermalState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How hot the device is and what the system does about it.
 *
 * @param zones sensors that make sense
 * @param slowedDown whether the system holds the processor back at this moment
 */
record Heat(List<ThermalZone> zones, boolean slowedDown) {
  private static final String THERMAL = "sys/class/thermal";
  private static final String CPU = "sys/devices/system/cpu";

  /** Frequency capped, throttled, or at the soft limit, in the firmware's bits of this moment. */
  private static final long PI_HELD_BACK = 0b1110;

  Heat {
    zones = List.copyOf(zones);
  }

  static Heat read(Sysfs sysfs) {
    List<ThermalZone> zones =
        sysfs.entries(THERMAL, "thermal_zone[0-9]+").stream()
            .flatMap(zone -> ThermalZone.read(sysfs, zone).stream())
            .toList();
    return new Heat(
        zones.isEmpty() ? processorSensors(sysfs) : zones,
        processorIsCooled(sysfs) || raspberryPiIsHeldBack(sysfs));
  }

  OptionalDouble hottestCelsius() {
    return zones.stream().mapToDouble(ThermalZone::celsius).max();
  }

  Optional<ThermalState> state() {
    Stream<ThermalState> heldBack = slowedDown ? Stream.of(ThermalState.SERIOUS) : Stream.of();
    return Stream.concat(zones.stream().map(ThermalZone::state), heldBack)
        .max(Comparator.naturalOrder());
  }

  /** Intel's count of the times a core was slowed down; two threads of one core count it twice. */
  static OptionalLong throttleEvents(Sysfs sysfs) {
    List<Long> counts =
        sysfs.entries(CPU, "cpu[0-9]+").stream()
            .map(cpu -> sysfs.number(cpu + "/thermal_throttle/core_throttle_count"))
            .flatMap(count -> count.stream().boxed())
            .filter(count -> count >= 0)
            .toList();
    return counts.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(counts.stream().mapToLong(Long::longValue).sum());
  }

  /** Desktops of AMD's have no zone for their processor, only a sensor. */
  private static List<ThermalZone> processorSensors(Sysfs sysfs) {
    return sysfs.entries("sys/class/hwmon", "hwmon[0-9]+").stream()
        .filter(
            monitor ->
                sysfs.text(monitor + "/name").orElse("").matches("coretemp|k10temp|cpu_thermal"))
        .flatMap(monitor -> sysfs.entries(monitor, "temp[0-9]+_input").stream())
        .flatMapToDouble(path -> ThermalZone.celsius(sysfs.number(path)).stream())
        .mapToObj(
            celsius -> new ThermalZone(celsius, OptionalDouble.empty(), OptionalDouble.empty()))
        .toList();
  }

  private static boolean processorIsCooled(Sysfs sysfs) {
    return sysfs.entries(THERMAL, "cooling_device[0-9]+").stream()
        .filter(device -> sysfs.text(device + "/type").orElse("").matches("Processor|.*cpufreq.*"))
        .anyMatch(device -> sysfs.number(device + "/cur_state").orElse(0) > 0);
  }

  private static boolean raspberryPiIsHeldBack(Sysfs sysfs) {
    return sysfs
        .text("sys/devices/platform/soc/soc:firmware/get_throttled")
        .filter(bits -> bits.matches("[0-9a-fA-F]{1,8}"))
        .filter(bits -> (Long.parseLong(bits, 16) & PI_HELD_BACK) != 0)
        .isPresent();
  }
}
