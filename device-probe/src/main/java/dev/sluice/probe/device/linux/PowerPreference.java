package dev.sluice.probe.device.linux;

import java.util.Optional;

/** Whether the owner has asked for saving power, by the newest of the kernel's ways to say so. */
final class PowerPreference {
  private PowerPreference() {}

  /** Absent where nothing speaks of a preference. A governor alone does not: it is a mechanism. */
  static Optional<Boolean> powerSaver(Sysfs sysfs) {
    Optional<Boolean> profile =
        sysfs
            .text("sys/firmware/acpi/platform_profile")
            .filter(text -> text.matches("[a-z-]{1,32}"))
            .map(text -> text.equals("low-power"));
    return profile.or(
        () ->
            sysfs
                .text("sys/devices/system/cpu/cpu0/cpufreq/energy_performance_preference")
                .filter(text -> text.matches("[a-z_]{1,32}"))
                .map(text -> text.equals("power")));
  }
}
