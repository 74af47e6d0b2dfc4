package dev.sluice.gate.decision;

/**
 * One-sided normal-mixture confidence sequence: bounds d - radius(I) that, with probability at
 * least 1 - alpha, <em>all</em> lie below the true difference, however often and whenever one
 * looks. The bounds d + radius(I) all lie above it, with the same probability.
 *
 * <p>With I = 1 / Var(d), mix the likelihood ratio of a difference theta against none over the
 * positive half of N(0, t2):
 *
 * <pre>
 *     M(d, I) = 2 / sqrt(g) * exp(x) * Phi(sqrt(2 x)),   g = 1 + t2 I,   x = t2 (d I)^2 / (2 g)
 * </pre>
 *
 * is a martingale that starts at 1, so that it ever reaches 1 / alpha with probability at most
 * alpha (Ville). As 2 Phi(sqrt(2 x)) exp(x) is at least 2 (exp(x) - 1), solving for d gives
 *
 * <pre>    radius(I) = sqrt( 2 g / (t2 I^2) * ln(1 + sqrt(g) / (2 alpha)) )</pre>
 *
 * <p>Assumes that d is a sum of many independent reports: the coverage is asymptotic, hence a least
 * number of reports before the first look. It does not cover a harm that changes during a rollout.
 *
 * <p>Robbins 1970 (Ann. Math. Stat. 41); Howard, Ramdas, McAuliffe, Sekhon 2021 (Ann. Stat. 49,
 * arXiv 1810.08240, section 3.2); Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2021 (arXiv
 * 2103.06476, one-sided sequences).
 *
 * @param alpha error rate of one side, above 0 and below 1/2
 * @param mixtureVariance t2, above 0; the sequence is valid whatever it is, and tightest where it
 *     was tuned for
 */
record ConfidenceSequence(double alpha, double mixtureVariance) {
  /** z.975 + z.8: what a fixed-size test at level .05 needs to see a margin with power .8. */
  private static final double DESIGN_QUANTILES = 1.959963984540054 + 0.8416212335729143;

  ConfidenceSequence {
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be above 0 and below 1/2, was " + alpha);
    }
    if (!(mixtureVariance > 0 && Double.isFinite(mixtureVariance))) {
      throw new IllegalArgumentException("the mixture's variance must be above 0");
    }
  }

  /**
   * The sequence that is tightest about the information I* = (z.975 + z.8)^2 / margin^2, where a
   * margin comes into sight: t2 = (-W_{-1}(-a^2 / e) - 1) / I*, the optimum of a two-sided mixture
   * at a = 2 alpha (Howard et al. 2021, section 3.5), which this one resembles.
   */
  static ConfidenceSequence tunedFor(double alpha, double margin) {
    double information = Math.pow(DESIGN_QUANTILES / margin, 2);
    double bothSides = 2 * alpha;
    double scale = -LambertW.minusOne(-bothSides * bothSides / Math.E) - 1;
    return new ConfidenceSequence(alpha, scale / information);
  }

  /**
   * Distance from the estimate to its bound.
   *
   * @param information reciprocal of the variance of the difference, above 0
   */
  double radius(double information) {
    double growth = 1 + mixtureVariance * information;
    double deviations = 2 * Math.log1p(Math.sqrt(growth) / (2 * alpha));
    return Math.sqrt(growth / mixtureVariance * deviations) / information;
  }

  /**
   * Always-valid p-value of "no positive difference": the least alpha at which the lower bound
   * would be above 0. At most 1, and 1 for a difference that is not positive.
   */
  double pValue(double difference, double information) {
    if (difference <= 0) {
      return 1;
    }
    double growth = 1 + mixtureVariance * information;
    double score = difference * information;
    double exponent = mixtureVariance * score * score / (2 * growth);
    return Math.min(1, Math.sqrt(growth) / (2 * Math.expm1(exponent)));
  }

  /**
   * The least information with which the radius is at most the one asked for. The radius falls as
   * information grows, so that halving the bracket finds it.
   *
   * @param radius above 0
   */
  double informationFor(double radius) {
    double low = 0;
    double high = 1 / mixtureVariance;
    while (radius(high) > radius) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-9 * high) {
      double middle = low + (high - low) / 2;
      if (radius(middle) > radius) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
