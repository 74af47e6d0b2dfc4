package dev.sluice.gate.decision;

/** Pearson's chi-square statistic, term by term. */
final class Pearson {
  /** Least expected count of a category for the chi-square distribution to be a good one. */
  static final double LEAST_EXPECTED = 5;

  private Pearson() {}

  static double term(long observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  }
}
