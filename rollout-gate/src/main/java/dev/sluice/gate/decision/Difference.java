package dev.sluice.gate.decision;

/**
 * How much worse the candidate does than the control.
 *
 * @param harm candidate minus control in the harmful direction: positive is worse
 * @param variance variance of the harm, above 0
 * @param controlReports reports that were compared
 * @param candidateReports reports that were compared
 */
record Difference(double harm, double variance, long controlReports, long candidateReports) {

  /** Reciprocal of the variance. */
  double information() {
    return 1 / variance;
  }
}
