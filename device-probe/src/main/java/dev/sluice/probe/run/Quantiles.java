package dev.sluice.probe.run;

import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Three quantiles of a sample by nearest rank: each is the smallest observed value that at least
 * that share of the sample does not exceed. With few observations the outer ones are the extremes.
 *
 * @param count observations, at least 1
 */
public record Quantiles(int count, double p05, double p50, double p95) {
  public Quantiles {
    if (count < 1 || !(p05 <= p50 && p50 <= p95)) {
      throw new IllegalArgumentException(
          "count must be positive and p05 <= p50 <= p95 must hold, were %d, %s, %s, %s"
              .formatted(count, p05, p50, p95));
    }
  }

  /** Absent for an empty sample. */
  static Optional<Quantiles> of(DoubleStream sample) {
    double[] sorted = sample.sorted().toArray();
    return sorted.length == 0
        ? Optional.empty()
        : Optional.of(new Quantiles(sorted.length, at(sorted, 5), at(sorted, 50), at(sorted, 95)));
  }

  private static double at(double[] sorted, int percent) {
    int rank = Math.max(1, (int) ((sorted.length * (long) percent + 99) / 100));
    return sorted[rank - 1];
  }
}
