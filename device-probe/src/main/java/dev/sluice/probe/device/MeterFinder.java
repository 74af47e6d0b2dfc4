package dev.sluice.probe.device;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Finds the energy meters of a device. */
public interface MeterFinder {

  /**
   * The best of the allowed meters that can be used now.
   *
   * @param allowed methods that may be used
   * @param nanoClock a monotonic clock in nanoseconds
   */
  MeterFinding find(Set<EnergyMethod> allowed, LongSupplier nanoClock);

  /**
   * Finds none.
   *
   * @param reason why, one line
   */
  static MeterFinder none(String reason) {
    return (allowed, nanoClock) -> new MeterFinding.NotFound(reason, Optional.empty());
  }
}
