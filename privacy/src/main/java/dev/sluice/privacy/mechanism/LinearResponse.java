package dev.sluice.privacy.mechanism;

import java.util.List;

/**
 * What a payload is on average: {@code intercept + slope * g} for a measurement at step g of its
 * range. Solved for g it is the unbiased estimator.
 *
 * @param slope above 0
 */
record LinearResponse(double intercept, double slope) {

  /** The step of which a mean payload tells; may lie outside the range. */
  double step(double payload) {
    return (payload - intercept) / slope;
  }

  /** The mean payload at a step. */
  double payload(double step) {
    return intercept + slope * step;
  }

  /**
   * The estimated mean; nothing with fewer than two reports.
   *
   * @param noise variance that the mechanism gives one payload, of the measurements in the cell
   */
  List<Estimate> estimate(ClippedRange range, CellSums sums, double noise) {
    double scale = unit(range);
    double perReport = scale * scale / sums.reports();
    return List.of(
        new Estimate(
            "mean",
            range.at(step(sums.mean(0))),
            noise * perReport,
            Math.max(noise, sums.variance(0)) * perReport));
  }

  /** What one unit of a payload is in the metric's unit. */
  double unit(ClippedRange range) {
    return range.width() / ClippedRange.STEPS / slope;
  }
}
