package dev.sluice.probe.bench;

import java.util.Arrays;
import java.util.Optional;

/**
 * One measured figure, over the rounds.
 *
 * @param id stable name for programs
 * @param unit such as {@code ratio}, {@code tokens/s}, {@code ms}, {@code MB} (a million bytes)
 * @param rounds how many values there are, at least 1
 * @param limit what the values are expected to keep to, if anything
 */
public record Figure(
    String id,
    String unit,
    double median,
    double min,
    double max,
    int rounds,
    Optional<Limit> limit) {

  /** The median of an even number of values is the mean of the middle two. */
  public static Figure of(String id, String unit, double[] values, Optional<Limit> limit) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    return new Figure(id, unit, median, sorted[0], sorted[n - 1], n, limit);
  }

  /** Whether the limit is kept; empty without one. */
  public Optional<Boolean> holds() {
    return limit.map(stated -> stated.holds(median, max));
  }
}
