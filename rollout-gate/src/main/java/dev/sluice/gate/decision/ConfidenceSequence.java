package dev.sluice.gate.decision;

/**
 * Normal-mixture confidence sequence: intervals d +- radius(I) of which, with probability at least
 * 1 - alpha, <em>all</em> hold the true difference at once, however often and whenever one looks.
 *
 * <p>With I = 1 / Var(d), the mixture over differences theta ~ N(0, t2) of the likelihood ratio
 * against "no difference",
 *
 * <pre>    M(d, I) = exp( t2 (d I)^2 / (2 (1 + t2 I)) ) / sqrt(1 + t2 I)</pre>
 *
 * is a martingale that starts at 1, so that it ever reaches 1 / alpha with probability at most
 * alpha (Ville). Solved for d that is the radius below; the reciprocal of M is an always-valid
 * p-value.
 *
 * <p>Assumes that d is a sum of many independent reports: the coverage is asymptotic, hence a least
 * number of reports before the first look. Two-sided; whoever uses one end errs less often still.
 *
 * <p>Robbins 1970 (Ann. Math. Stat. 41); Howard, Ramdas, McAuliffe, Sekhon 2021 (Ann. Stat. 49,
 * arXiv 1810.08240); Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2021 (arXiv 2103.06476).
 *
 * @param alpha error rate, above 0 and below 1
 * @param mixtureVariance t2, above 0; the sequence is valid whatever it is, and tightest where it
 *     was tuned for
 */
record ConfidenceSequence(double alpha, double mixtureVariance) {
  /** z.975 + z.8: what a fixed-size test at level .05 needs to see a margin with power .8. */
  private static final double DESIGN_QUANTILES = 1.959963984540054 + 0.8416212335729143;

  ConfidenceSequence {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be above 0 and below 1, was " + alpha);
    }
    if (!(mixtureVariance > 0 && Double.isFinite(mixtureVariance))) {
      throw new IllegalArgumentException("the mixture's variance must be above 0");
    }
  }

  /**
   * The sequence that is tightest at the information I* = (z.975 + z.8)^2 / margin^2, where a
   * margin comes into sight: t2 = (-W_{-1}(-alpha^2 / e) - 1) / I* (Howard et al. 2021, section
   * 3.5).
   */
  static ConfidenceSequence tunedFor(double alpha, double margin) {
    double information = Math.pow(DESIGN_QUANTILES / margin, 2);
    double scale = -LambertW.minusOne(-alpha * alpha / Math.E) - 1;
    return new ConfidenceSequence(alpha, scale / information);
  }

  /**
   * Half the width of the interval.
   *
   * @param information reciprocal of the variance of the difference, above 0
   */
  double radius(double information) {
    double growth = 1 + mixtureVariance * information;
    double deviations = 2 * Math.log(1 / alpha) + Math.log(growth);
    return Math.sqrt(growth / mixtureVariance * deviations) / information;
  }

  /** Always-valid p-value of "no difference": 1 / M, at most 1. */
  double pValue(double difference, double information) {
    double growth = 1 + mixtureVariance * information;
    double score = difference * information;
    return Math.min(
        1, Math.sqrt(growth) * Math.exp(-mixtureVariance * score * score / (2 * growth)));
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
