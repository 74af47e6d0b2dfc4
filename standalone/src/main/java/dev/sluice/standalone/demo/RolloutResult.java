package dev.sluice.standalone.demo;

import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.truth.MetricTruth;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a rollout went.
 *
 * @param end what the gate said last
 * @param truths what was really the case
 * @param lastDay the last simulated day
 * @param sent what the fleet sent for it
 */
record RolloutResult(
    Comparison comparison,
    RolloutView end,
    List<MetricTruth> truths,
    LocalDate lastDay,
    DayTally sent) {
  RolloutResult {
    truths = List.copyOf(truths);
  }

  /** The true harm in a metric; absent if no device can measure it. */
  OptionalDouble truth(String metric) {
    return truths.stream()
        .filter(truth -> truth.metric().equals(metric))
        .mapToDouble(MetricTruth::harm)
        .findFirst();
  }
}
