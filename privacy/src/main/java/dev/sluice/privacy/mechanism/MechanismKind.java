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
  PIECEWISE
}
