package dev.sluice.proof.audit;

/** How many reports of each input an attack needs for its bound to come near the truth. */
final class SampleSize {
  private static final int LEAST = 1_000;
  private static final int MOST = 10_000_000;

  /** Standard deviations of bad luck that are allowed for. */
  private static final double LUCK = 3;

  private SampleSize() {}

  /** Reports for the certificate, which is to reach a share of epsilon. */
  static int certifying(Target target, double share, double alpha) {
    int size = LEAST;
    while (size < MOST && expectedBound(target, size, alpha) < share * target.epsilon()) {
      size += size / 8;
    }
    return size;
  }

  private static double expectedBound(Target target, int size, double alpha) {
    double hits = size * target.likely();
    double others = hits * Math.exp(-target.epsilon());
    long unluckyHits = (long) (hits - LUCK * Math.sqrt(hits * (1 - target.likely())));
    long unluckyOthers = (long) Math.ceil(others + LUCK * Math.sqrt(others));
    return ClopperPearson.logRatio(unluckyHits, size, unluckyOthers, size, alpha);
  }
}
