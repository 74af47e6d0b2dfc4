package dev.sluice.probe.engine;

/**
 * How likely a text is as the continuation of another.
 *
 * @param logProbability sum of the natural logarithms of its tokens' probabilities, at most 0
 * @param tokens tokens that it has there, at least 1
 */
public record LogLikelihood(double logProbability, int tokens) {
  public LogLikelihood {
    if (!(logProbability <= 0) || Double.isInfinite(logProbability) || tokens < 1) {
      throw new IllegalArgumentException(
          "logProbability must be finite and at most 0 and tokens at least 1, were %s and %d"
              .formatted(logProbability, tokens));
    }
  }
}
