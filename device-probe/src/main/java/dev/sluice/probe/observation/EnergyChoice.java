package dev.sluice.probe.observation;

import dev.sluice.probe.device.EnergyMethod;
import java.util.Set;

/** How energy is to be learnt. */
public sealed interface EnergyChoice {

  /** Not at all, and without waiting for an idle baseline. */
  record Off() implements EnergyChoice {}

  /**
   * By a meter.
   *
   * @param allowed the methods that may be used, the best that works first
   */
  record Metered(Set<EnergyMethod> allowed) implements EnergyChoice {
    public Metered {
      allowed = Set.copyOf(allowed);
      if (!allowed.stream().allMatch(EnergyMethod::measured)) {
        throw new IllegalArgumentException("only methods that measure may be allowed: " + allowed);
      }
    }
  }

  /**
   * By a stated wattage.
   *
   * @param wattsPerProcessor of one busy processor above idle, more than 0 and at most 1000
   */
  record Modelled(double wattsPerProcessor) implements EnergyChoice {
    /** More than one busy processor ever draws. */
    public static final double MOST_WATTS = 1_000;

    public Modelled {
      if (!(wattsPerProcessor > 0 && wattsPerProcessor <= MOST_WATTS)) {
        throw new IllegalArgumentException(
            "watts must be more than 0 and at most 1000, were " + wattsPerProcessor);
      }
    }
  }

  /** By any meter there is. */
  static EnergyChoice anyMeter() {
    return new Metered(Set.of(EnergyMethod.RAIL, EnergyMethod.FUEL_GAUGE, EnergyMethod.RAPL));
  }
}
