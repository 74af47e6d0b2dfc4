package dev.sluice.gate.planning;

import dev.sluice.privacy.mechanism.Epsilon;

/**
 * What is assumed about a fleet.
 *
 * @param devices devices in the fleet, at least 1
 * @param reporting share of them that ever report, above 0 and at most 1
 * @param daily of those that could report and have not, the share that does so in a day, above 0
 *     and at most 1
 * @param epsilon privacy loss of each report
 */
public record FleetAssumptions(long devices, double reporting, double daily, Epsilon epsilon) {

  public FleetAssumptions {
    if (devices < 1) {
      throw new IllegalArgumentException("devices must be at least 1, was " + devices);
    }
    requireShare("reporting", reporting);
    requireShare("daily", daily);
  }

  /** Devices of an arm that will ever report, in a stage. */
  double respondersPerArm(int percent) {
    return devices * reporting * percent / 100;
  }

  private static void requireShare(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1, was " + value);
    }
  }
}
