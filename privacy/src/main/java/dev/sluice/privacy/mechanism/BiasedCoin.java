package dev.sluice.privacy.mechanism;

/**
 * A coin that falls on heads no more often than it was asked to. Where more heads mean more truth,
 * rounding can then only make a report more private.
 *
 * @param threshold heads are the 63-bit numbers below it
 */
record BiasedCoin(long threshold) {
  /**
   * Binary digits of the probability. Doubles carry 53: what their arithmetic gets wrong in the
   * last few is far below the one step that is taken off.
   */
  private static final int DIGITS = 40;

  /** A coin whose probability of heads is the given one, rounded down and one step less. */
  static BiasedCoin atMost(double probability) {
    long steps = (long) Math.scalb(probability, DIGITS) - 1;
    return new BiasedCoin(Math.max(0, steps) << (63 - DIGITS));
  }

  boolean heads(Randomness randomness) {
    return randomness.bits63() < threshold;
  }

  /** The probability of heads, exactly. */
  double probability() {
    return Math.scalb((double) threshold, -63);
  }
}
