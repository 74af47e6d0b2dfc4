package dev.sluice.privacy.mechanism;

/** The mechanisms by the names that go over the wire. */
public enum MechanismKind {
  /** {@link GridLaplace}. */
  LAPLACE_GRID,
  /** {@link RandomizedResponse}. */
  RANDOMIZED_RESPONSE,
  /** {@link HistogramLaplace}. */
  LAPLACE_HISTOGRAM,
  /** {@link OneBitMean}. */
  ONE_BIT_MEAN,
  /** {@link Piecewise}. */
  PIECEWISE;

  /**
   * Adds an admitted payload to a cell's exact sums. The kind alone says how, so that sums can be
   * added up and taken apart where a mechanism's range or categories are no longer known.
   *
   * @param sums one sum a slot, changed in place
   * @param sumsOfSquares one sum a slot, changed in place
   */
  public void accumulate(long[] payload, long[] sums, long[] sumsOfSquares) {
    if (this == RANDOMIZED_RESPONSE) {
      int category = (int) payload[0];
      sums[category]++;
      sumsOfSquares[category]++;
      return;
    }
    for (int slot = 0; slot < payload.length; slot++) {
      long value = payload[slot];
      sums[slot] = Math.addExact(sums[slot], value);
      sumsOfSquares[slot] = Math.addExact(sumsOfSquares[slot], Math.multiplyExact(value, value));
    }
  }
}
