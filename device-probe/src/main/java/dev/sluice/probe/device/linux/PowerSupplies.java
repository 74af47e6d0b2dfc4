package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.ExternalPower;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What feeds the device, read at one moment.
 *
 * @param listed whether the kernel keeps a list of supplies at all
 * @param chargersOnline one entry for each charger or mains adapter that says whether it is live
 * @param batteries the device's own; those of mice and headsets are left out
 */
record PowerSupplies(boolean listed, List<Boolean> chargersOnline, List<Battery> batteries) {
  private static final String DIRECTORY = "sys/class/power_supply";
  private static final Set<String> CHARGERS = Set.of("Mains", "Wireless");

  PowerSupplies {
    chargersOnline = List.copyOf(chargersOnline);
    batteries = List.copyOf(batteries);
  }

  static PowerSupplies read(Sysfs sysfs) {
    List<Boolean> chargers = new ArrayList<>();
    List<Battery> batteries = new ArrayList<>();
    for (String supply : sysfs.entries(DIRECTORY, ".+")) {
      String type = sysfs.text(supply + "/type").orElse("");
      if (type.equals("Battery") && isOurs(sysfs, supply)) {
        batteries.add(Battery.read(sysfs, supply));
      } else if (CHARGERS.contains(type) || type.startsWith("USB")) {
        online(sysfs, supply).ifPresent(chargers::add);
      }
    }
    return new PowerSupplies(sysfs.hasDirectory(DIRECTORY), chargers, batteries);
  }

  ExternalPower externalPower() {
    if (chargersOnline.contains(true) || any(Battery.Status.CHARGING)) {
      return ExternalPower.CONNECTED;
    }
    // Some tablets list no charger: a battery that is emptied is all they say.
    return !batteries.isEmpty() && (!chargersOnline.isEmpty() || any(Battery.Status.DISCHARGING))
        ? ExternalPower.DISCONNECTED
        : ExternalPower.UNKNOWN;
  }

  Optional<Boolean> batteryPresent() {
    return listed ? Optional.of(!batteries.isEmpty()) : Optional.empty();
  }

  /** Absent without a battery, and when none says what it is doing. */
  Optional<Boolean> discharging() {
    boolean known =
        batteries.stream().anyMatch(battery -> battery.status() != Battery.Status.UNKNOWN);
    return known ? Optional.of(any(Battery.Status.DISCHARGING)) : Optional.empty();
  }

  /** The mean over the batteries; absent as soon as one of them does not say. */
  OptionalDouble fraction() {
    return batteries.stream().allMatch(battery -> battery.fraction().isPresent())
        ? batteries.stream().flatMapToDouble(battery -> battery.fraction().stream()).average()
        : OptionalDouble.empty();
  }

  boolean any(Battery.Status status) {
    return batteries.stream().anyMatch(battery -> battery.status() == status);
  }

  private static boolean isOurs(Sysfs sysfs, String supply) {
    return !sysfs.text(supply + "/scope").equals(Optional.of("Device"))
        && sysfs.number(supply + "/present").orElse(1) == 1;
  }

  /** 1 is a supply of fixed and 2 one of programmable voltage. */
  private static Optional<Boolean> online(Sysfs sysfs, String supply) {
    long online = sysfs.number(supply + "/online").orElse(-1);
    return online >= 0 && online <= 2 ? Optional.of(online > 0) : Optional.empty();
  }
}
