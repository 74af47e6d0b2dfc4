package dev.sluice.probe.device;

import java.util.Objects;

/** What a look at a meter came to. */
public sealed interface EnergyReading {

  /**
   * All is well.
   *
   * @param joules drawn since the meter was first looked at, at least 0
   */
  record Total(double joules) implements EnergyReading {
    public Total {
      if (!(joules >= 0 && joules < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("joules must be finite and at least 0, was " + joules);
      }
    }
  }

  /**
   * What was drawn since the first look cannot be known any more; every later look says the same.
   *
   * @param reason one line for a person
   */
  record Lost(String reason) implements EnergyReading {
    public Lost {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
