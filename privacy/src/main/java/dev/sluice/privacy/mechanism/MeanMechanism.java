package dev.sluice.privacy.mechanism;

import java.util.Optional;

/**
 * A mechanism for the mean of a quantity in a public range. Each report is one integer, whose
 * expectation is linear in the measurement.
 */
public sealed interface MeanMechanism extends Mechanism permits GridLaplace, OneBitMean, Piecewise {

  /** Where the quantity is clipped to. */
  ClippedRange range();

  @Override
  default int payloadLength() {
    return 1;
  }

  @Override
  default int slots() {
    return 1;
  }

  @Override
  default long sensitivity() {
    return ClippedRange.STEPS;
  }

  @Override
  default Optional<Estimate> headline(CellSums sums, Epsilon epsilon) {
    return estimate(sums, epsilon).stream().findFirst();
  }

  @Override
  default double noiseless(Measurement measurement) {
    return range().at(range().step(measurement));
  }
}
