package dev.sluice.probe.eval;

import dev.sluice.probe.run.SuiteResult;
import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * The 95 % Wilson score interval of a pass rate (Wilson 1927): where the rate would lie over all
 * questions of this kind, if the suite's items are a random sample of them. It does not cover items
 * that resemble each other, nor the model's own randomness, which greedy decoding has none of.
 */
record ScoreInterval(double low, double high) {
  static final double CONFIDENCE = 0.95;

  /** Absent when there is no pass rate. */
  static Optional<ScoreInterval> of(SuiteResult suite) {
    return suite.passRate().isPresent() ? of(suite.passed(), suite.scored()) : Optional.empty();
  }

  static Optional<ScoreInterval> of(int passed, int scored) {
    if (scored == 0) {
      return Optional.empty();
    }
    Interval interval =
        BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(scored, passed, 1 - CONFIDENCE);
    return Optional.of(new ScoreInterval(interval.getLowerBound(), interval.getUpperBound()));
  }
}
