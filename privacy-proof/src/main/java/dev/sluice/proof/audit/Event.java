package dev.sluice.proof.audit;

/**
 * A set of outcomes that one input makes likelier than the other: all statistics on one side of a
 * threshold, or exactly on it.
 *
 * @param firstIsLikelier whether it speaks for the first input or for the second
 */
record Event(Side side, double threshold, boolean firstIsLikelier) {
  enum Side {
    AT_LEAST,
    AT_MOST,
    EXACTLY
  }

  /** Lower bound of the log-ratio of its probabilities, see {@link ClopperPearson#logRatio}. */
  double logRatio(double[] sortedFirst, double[] sortedSecond, double alpha) {
    double[] likelier = firstIsLikelier ? sortedFirst : sortedSecond;
    double[] other = firstIsLikelier ? sortedSecond : sortedFirst;
    return ClopperPearson.logRatio(
        hits(likelier), likelier.length, hits(other), other.length, alpha);
  }

  private long hits(double[] sorted) {
    int below = below(sorted, threshold);
    int atMost = below(sorted, Math.nextUp(threshold));
    return switch (side) {
      case AT_LEAST -> sorted.length - below;
      case AT_MOST -> atMost;
      case EXACTLY -> atMost - below;
    };
  }

  /** How many values are below a bound; values may be there many times. */
  private static int below(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
