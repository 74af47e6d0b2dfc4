package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.DeviceMonitor;
import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.PlausibleRange;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A Linux device, Android's kernel included. */
public final class LinuxDevice implements DeviceMonitor {
  private final Sysfs sysfs;

  LinuxDevice(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /**
   * The device whose {@code sys} and {@code proc} are in a directory.
   *
   * @param root {@code /} for the one that this runs on
   */
  public static LinuxDevice below(Path root) {
    return new LinuxDevice(new Sysfs(root));
  }

  @Override
  public DeviceState state() {
    PowerSupplies supplies = PowerSupplies.read(sysfs);
    Heat heat = Heat.read(sysfs);
    return new DeviceState(
        supplies.externalPower(),
        supplies.batteryPresent(),
        supplies.fraction(),
        supplies.discharging(),
        PowerPreference.powerSaver(sysfs),
        heat.hottestCelsius(),
        heat.state(),
        loadAverage(),
        availableMemoryBytes(),
        processors());
  }

  @Override
  public OptionalLong throttleEvents() {
    return Heat.throttleEvents(sysfs);
  }

  private OptionalDouble loadAverage() {
    return sysfs
        .text("proc/loadavg")
        .map(text -> text.split(" ", 2)[0])
        .filter(first -> first.matches("[0-9]{1,6}\\.[0-9]{1,4}"))
        .map(first -> PlausibleRange.LOAD.keep(Double.parseDouble(first)))
        .orElseGet(OptionalDouble::empty);
  }

  private OptionalLong availableMemoryBytes() {
    return sysfs.text("proc/meminfo").stream()
        .flatMap(String::lines)
        .filter(line -> line.matches("MemAvailable: +[0-9]{1,12} kB"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }

  private OptionalInt processors() {
    int count = sysfs.entries("sys/devices/system/cpu", "cpu[0-9]+").size();
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }
}
