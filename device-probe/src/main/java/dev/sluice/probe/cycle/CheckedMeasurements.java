package dev.sluice.probe.cycle;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;

/**
 * Measurements on a device that was held against a release.
 *
 * @param runs what runs the model, on a device that can take the release
 * @param eligibility what the comparison came to
 */
public record CheckedMeasurements(Measurements runs, Measurement.Category eligibility)
    implements Measurements {

  @Override
  public Measurement of(Metric metric) {
    return runs.of(metric);
  }
}
