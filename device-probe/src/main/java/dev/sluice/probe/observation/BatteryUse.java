package dev.sluice.probe.observation;

import java.time.Duration;
import java.util.Objects;

/**
 * What a run took from the battery, as two numbers that may be added up over runs and devices: many
 * drops too small to be seen in one run add up to one that is.
 *
 * @param dropPartsPerMillion of what the battery holds when full, while it was being discharged
 * @param discharging for how long it was being discharged during the run; positive
 */
public record BatteryUse(long dropPartsPerMillion, Duration discharging) {
  public BatteryUse {
    Objects.requireNonNull(discharging, "discharging");
    if (dropPartsPerMillion < 0
        || dropPartsPerMillion > 1_000_000
        || discharging.isNegative()
        || discharging.isZero()) {
      throw new IllegalArgumentException(
          "the drop must be between 0 and 1000000 and the time positive, were %d and %s"
              .formatted(dropPartsPerMillion, discharging));
    }
  }
}
