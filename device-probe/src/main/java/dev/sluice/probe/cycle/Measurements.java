package dev.sluice.probe.cycle;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;

/** Runs what must be run to measure one metric. Called after the draw, never before. */
@FunctionalInterface
public interface Measurements {

  /** The measurement; {@link Measurement.Missing} when the run did not come to one. */
  Measurement of(Metric metric);

  /**
   * Whether this device can take the release, and what stands against it: an index into {@link
   * MeasuredQuantity#ELIGIBILITIES}. Known without a run. A device that cannot has no run, so that
   * it answers when it is asked about this, and otherwise says nothing at all.
   */
  default Measurement.Category eligibility() {
    return new Measurement.Category(0);
  }

  /** Whether nothing stands against it. */
  default boolean eligible() {
    return eligibility().index() == 0;
  }
}
