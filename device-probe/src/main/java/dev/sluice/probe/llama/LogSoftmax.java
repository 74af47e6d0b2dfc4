package dev.sluice.probe.llama;

/** Logarithms of probabilities out of a model's unnormalised scores. */
final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * Logarithm of the probability of one entry. The largest score is taken out first, so that no
   * exponential overflows; sums are in double precision.
   */
  static double of(float[] logits, int entry) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return logits[entry] - largest - Math.log(sum);
  }
}
