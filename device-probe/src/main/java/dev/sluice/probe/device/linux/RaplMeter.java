package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.EnergyReading;
import dev.sluice.probe.device.MeterFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The energy of all processor packages by the kernel's {@code powercap}: what they use themselves,
 * without memory modules, screen or disks. AMD's processors appear under Intel's name.
 */
final class RaplMeter extends StoppingMeter {
  private static final String DIRECTORY = "sys/class/powercap";

  /** Older counters hold 65 kJ. What is smaller is no counter of a package. */
  private static final long LEAST_RANGE_MICROJOULES = 1_000_000_000L;

  /** Whole: whoever reads it may have nothing but the program. */
  private static final String REMEDY =
      "until the next boot, as root, with a group of the probe's user:"
          + " chgrp GROUP /sys/class/powercap/intel-rapl:*/energy_uj"
          + " && chmod g+r /sys/class/powercap/intel-rapl:*/energy_uj"
          + " (for good: deploy/probe/rapl.conf for the systemd unit,"
          + " deploy/probe/60-rapl-energy.rules for other users; docs/device-metrics.md)";

  private final Sysfs sysfs;
  private final List<Processor> packages;

  private record Processor(String zone, EnergyCounter counter) {}

  private RaplMeter(Sysfs sysfs, List<Processor> packages, LongSupplier nanoClock) {
    super(nanoClock);
    this.sysfs = sysfs;
    this.packages = packages;
  }

  static MeterFinding find(Sysfs sysfs, LongSupplier nanoClock) {
    // The zone of the same name under intel-rapl-mmio counts the same package once more.
    List<String> zones =
        sysfs.entries(DIRECTORY, "intel-rapl:[0-9]+").stream()
            .filter(zone -> sysfs.text(zone + "/name").orElse("").matches("package-[0-9]+"))
            .toList();
    if (zones.isEmpty()) {
      return new MeterFinding.NotFound(
          "the processor counts no energy (no RAPL)", Optional.empty());
    }
    if (zones.stream().anyMatch(zone -> sysfs.denied(zone + "/energy_uj"))) {
      return new MeterFinding.NotFound(
          "the processor's energy counter (RAPL) may be read by root only", Optional.of(REMEDY));
    }
    List<Processor> packages = new ArrayList<>();
    for (String zone : zones) {
      OptionalLong range = sysfs.number(zone + "/max_energy_range_uj");
      if (range.orElse(0) < LEAST_RANGE_MICROJOULES
          || sysfs.number(zone + "/energy_uj").isEmpty()) {
        return new MeterFinding.NotFound(
            "the processor's energy counter (RAPL) shows no number", Optional.empty());
      }
      packages.add(new Processor(zone, new EnergyCounter(range.getAsLong())));
    }
    return new MeterFinding.Found(new RaplMeter(sysfs, packages, nanoClock));
  }

  @Override
  public EnergyMethod method() {
    return EnergyMethod.RAPL;
  }

  @Override
  public Duration idleWindow() {
    return Duration.ofSeconds(3);
  }

  @Override
  public Duration shortestRun() {
    return Duration.ofSeconds(1);
  }

  @Override
  EnergyReading look(long nanos) {
    double joules = 0;
    for (Processor one : packages) {
      EnergyReading reading = one.counter().advance(sysfs.number(one.zone() + "/energy_uj"), nanos);
      if (!(reading instanceof EnergyReading.Total total)) {
        return reading;
      }
      joules += total.joules();
    }
    return new EnergyReading.Total(joules);
  }
}
