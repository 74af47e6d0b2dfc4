package dev.sluice.probe.device;

import java.util.Objects;
import java.util.Optional;

/** What came of looking for an energy meter. */
public sealed interface MeterFinding {

  /** There is one, for one use. */
  record Found(EnergyMeter meter) implements MeterFinding {
    public Found {
      Objects.requireNonNull(meter, "meter");
    }
  }

  /**
   * There is none that can be used now.
   *
   * @param reason one line for a person
   * @param remedy what its owner can do about it, one line; empty if nothing
   */
  record NotFound(String reason, Optional<String> remedy) implements MeterFinding {
    public NotFound {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(remedy, "remedy");
    }
  }
}
