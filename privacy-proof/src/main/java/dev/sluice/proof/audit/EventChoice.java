package dev.sluice.proof.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Chooses, on samples made for it, the event that tells two inputs apart best. */
final class EventChoice {
  /** Thresholds that are tried: quantiles of the samples, coarse ones and far tails. */
  private static final int QUANTILES = 200;

  private EventChoice() {}

  static Event best(double[] sortedFirst, double[] sortedSecond, double alpha) {
    return candidates(sortedFirst, sortedSecond).stream()
        .max(Comparator.comparingDouble(event -> event.logRatio(sortedFirst, sortedSecond, alpha)))
        .orElseThrow();
  }

  private static List<Event> candidates(double[] sortedFirst, double[] sortedSecond) {
    List<Event> candidates = new ArrayList<>();
    DoubleStream.concat(quantiles(sortedFirst), quantiles(sortedSecond))
        .distinct()
        .forEach(
            threshold -> {
              for (Event.Side side : Event.Side.values()) {
                candidates.add(new Event(side, threshold, true));
                candidates.add(new Event(side, threshold, false));
              }
            });
    return candidates;
  }

  private static DoubleStream quantiles(double[] sorted) {
    return DoubleStream.iterate(0, i -> i <= QUANTILES, i -> i + 1)
        .map(i -> sorted[(int) (i / QUANTILES * (sorted.length - 1))]);
  }
}
