package dev.sluice.probe.observation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the speed of writing changed within a run: the median of the last third of the answers
 * against that of the first third. This is throttling as the user meets it, whatever the system
 * says about heat; but other work on the device, or longer texts towards the end, look the same.
 *
 * <p>Medians, because a few answers are always slow for reasons of their own. The standard error is
 * that of two independent medians of normal samples, sqrt(pi/2) * sigma / sqrt(n) each, with sigma
 * from the median absolute deviation (1.4826 * MAD).
 *
 * @param change relative: -0.2 means that the last answers came a fifth slower
 * @param standardError of the change
 * @param answers how many there were in all
 */
public record DecodeDrift(double change, double standardError, int answers) {
  /** Fewer answers in a third have no median worth the name. */
  static final int LEAST_IN_A_THIRD = 5;

  private static final double MEDIAN_ERROR = Math.sqrt(Math.PI / 2);
  private static final double MAD_TO_SIGMA = 1.4826;

  /** A device that slows down by less is not throttled, whatever the cause. */
  private static final double NOTABLE = 0.1;

  /** Standard errors beyond which a change is none of chance: one in 700 at a side. */
  private static final double CERTAIN = 3;

  /** Absent for fewer than 15 answers. */
  static Optional<DecodeDrift> of(List<Double> tokensPerSecond) {
    int third = tokensPerSecond.size() / 3;
    if (third < LEAST_IN_A_THIRD) {
      return Optional.empty();
    }
    double[] first = sorted(tokensPerSecond.subList(0, third));
    double[] last =
        sorted(tokensPerSecond.subList(tokensPerSecond.size() - third, tokensPerSecond.size()));
    double before = median(first);
    double error = Math.hypot(medianError(first), medianError(last)) / before;
    return Optional.of(new DecodeDrift(median(last) / before - 1, error, tokensPerSecond.size()));
  }

  /** Whether the run got slower by a tenth at least, and by more than chance explains. */
  public boolean slowedDown() {
    return change <= -NOTABLE && change < -CERTAIN * standardError;
  }

  private static double medianError(double[] sorted) {
    double centre = median(sorted);
    double[] deviations =
        IntStream.range(0, sorted.length)
            .mapToDouble(index -> Math.abs(sorted[index] - centre))
            .sorted()
            .toArray();
    return MEDIAN_ERROR * MAD_TO_SIGMA * median(deviations) / Math.sqrt(sorted.length);
  }

  private static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
