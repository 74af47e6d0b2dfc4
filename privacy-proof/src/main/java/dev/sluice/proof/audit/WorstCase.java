package dev.sluice.proof.audit;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.schemas.Report;
import java.util.List;

/**
 * The two inputs that a mechanism has most trouble to hide, and the statistic that an attacker who
 * knows the mechanism's definition would look at: the log-likelihood ratio of the two, or what
 * rises with it. Of a histogram it is a joint one of two buckets; each alone would show half of the
 * loss.
 *
 * @param likely see {@link Target}
 */
record WorstCase(Measurement first, Measurement second, Statistic statistic, double likely) {

  static WorstCase of(Mechanism mechanism, Epsilon epsilon) {
    double odds = Math.exp(epsilon.value());
    if (mechanism instanceof MeanMechanism mean) {
      return ofMean(mean, odds);
    }
    if (mechanism instanceof RandomizedResponse response) {
      int others = response.categories().size() - 1;
      return new WorstCase(
          new Measurement.Category(0),
          new Measurement.Category(others),
          report -> is(report, 0) - is(report, others),
          odds / (odds + others));
    }
    if (mechanism instanceof HistogramLaplace histogram) {
      return new WorstCase(
          new Measurement.Quantity(histogram.edges().get(0) - 1),
          new Measurement.Quantity(Double.NaN),
          report ->
              moved(report.getPayload(), 0) - moved(report.getPayload(), histogram.edges().size()),
          0.25);
    }
    throw new AssertionError("the mechanisms are a closed list");
  }

  /** From far beyond the good end to no number at all, which is the bad end. */
  private static WorstCase ofMean(MeanMechanism mean, double odds) {
    ClippedRange range = mean.range();
    boolean lowIsBad = range.worst() == ClippedRange.Worst.LOW;
    double farGood = lowIsBad ? range.high() + 9 * range.width() : range.low() - 9 * range.width();
    Measurement good = new Measurement.Quantity(farGood);
    Measurement bad = new Measurement.Quantity(Double.NaN);
    Measurement high = lowIsBad ? good : bad;
    Measurement low = lowIsBad ? bad : good;
    if (mean instanceof Piecewise) {
      long window = Math.round(ClippedRange.STEPS / Math.sqrt(odds));
      return new WorstCase(
          high,
          low,
          report -> inWindow(report, ClippedRange.STEPS, window) - inWindow(report, 0, window),
          odds * window / (odds * window + ClippedRange.STEPS));
    }
    double likely = mean instanceof OneBitMean ? odds / (odds + 1) : 0.5;
    return new WorstCase(high, low, report -> report.getPayload().get(0), likely);
  }

  private static int is(Report report, int category) {
    return report.getPayload().get(0) == category ? 1 : 0;
  }

  private static int inWindow(Report report, int start, long window) {
    long output = report.getPayload().get(0);
    return output >= start && output < start + window ? 1 : 0;
  }

  /** |y| - |y - UNIT|: how much this bucket speaks for being the hot one. */
  private static double moved(List<Long> payload, int bucket) {
    long value = payload.get(bucket);
    return Math.abs(value) - Math.abs(value - HistogramLaplace.UNIT);
  }
}
