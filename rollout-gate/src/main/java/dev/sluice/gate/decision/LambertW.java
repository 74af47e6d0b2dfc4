package dev.sluice.gate.decision;

/** The lower real branch of Lambert's function, the inverse of w e^w for w at most -1. */
final class LambertW {
  private static final int MAX_STEPS = 50;
  private static final double RELATIVE_ERROR = 1e-14;

  private LambertW() {}

  /**
   * W_{-1}(x) by Halley's method (Corless et al. 1996, "On the Lambert W function", eq. 5.9).
   *
   * @param x above -1/e and below 0
   */
  static double minusOne(double x) {
    if (!(x > -1 / Math.E && x < 0)) {
      throw new IllegalArgumentException("x must be above -1/e and below 0, was " + x);
    }
    double w = start(x);
    for (int i = 0; i < MAX_STEPS; i++) {
      double exp = Math.exp(w);
      double error = w * exp - x;
      double step = error / (exp * (w + 1) - (w + 2) * error / (2 * w + 2));
      w -= step;
      if (Math.abs(step) <= RELATIVE_ERROR * Math.abs(w)) {
        break;
      }
    }
    return w;
  }

  /** The series about the branch point near -1/e, the asymptotic expansion near 0. */
  private static double start(double x) {
    if (x < -0.25) {
      double p = -Math.sqrt(2 * (Math.E * x + 1));
      return -1 + p - p * p / 3;
    }
    double logarithm = Math.log(-x);
    return logarithm - Math.log(-logarithm);
  }
}
