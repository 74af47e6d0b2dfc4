package dev.sluice.probe.cycle;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;

/** Runs what must be run to measure one metric. Called after the draw, never before. */
@FunctionalInterface
public interface Measurements {

  /** The measurement; {@link Measurement.Missing} when the run did not come to one. */
  Measurement of(Metric metric);
}
