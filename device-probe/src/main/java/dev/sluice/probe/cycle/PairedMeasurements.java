package dev.sluice.probe.cycle;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.PairedDifference;

/**
 * Measures differences: the same on two versions, one subtracted from the other.
 *
 * @param candidate runs of the version reported on
 * @param baseline runs of the version compared with, on the same items
 */
public record PairedMeasurements(Measurements candidate, Measurements baseline)
    implements Measurements {

  @Override
  public Measurement of(Metric metric) {
    Metric ofOne = metric.ofOneVersion();
    return PairedDifference.of(metric, candidate.of(ofOne), baseline.of(ofOne));
  }

  /** The candidate's: the version before is here already. */
  @Override
  public Measurement.Category eligibility() {
    return candidate.eligibility();
  }
}
