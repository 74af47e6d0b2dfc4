package dev.sluice.probe.measure;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.observation.EnergyUse;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RunResult;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Reads a metric's value off an evaluation.
 *
 * <p>By intention to treat: what did not answer counts as the worst answer, and a run that came to
 * nothing is {@link Measurement.Missing}, which is encoded as the worst value. A metric whose
 * reading the device lacks although its class should have it is missing too.
 */
public final class EvaluationMeasurements {
  /** Categories of the run's outcome, in the order of the registry. */
  private static final int OK = 0;

  private static final int FALLBACK = 1;
  private static final int CRASH = 2;
  private static final int BOTH = 3;

  private final Evaluation evaluation;
  private final Randomness randomness;

  /**
   * Reads off a run that came to its end.
   *
   * @throws IllegalArgumentException if it was put off: part of a run is no measurement
   */
  public EvaluationMeasurements(Evaluation evaluation, Randomness randomness) {
    if (evaluation instanceof Evaluation.PutOff) {
      throw new IllegalArgumentException("a run that was put off has no measurement");
    }
    this.evaluation = evaluation;
    this.randomness = randomness;
  }

  /**
   * The value of one metric.
   *
   * @throws IllegalArgumentException if it is a difference, which needs two evaluations
   */
  public Measurement of(Metric metric) {
    return switch (metric.quantity()) {
      case PASS_FRACTION -> passFraction();
      case SLOW_TTFT_FRACTION -> slowFirstTokens(metric.threshold().orElseThrow());
      case SLOW_DECODE_FRACTION -> slowDecoding(metric.threshold().orElseThrow());
      case RUN_OUTCOME -> new Measurement.Category(outcome());
      case ENERGY_PER_1K_TOKENS -> energy();
      case TTFT_OF_ONE_REQUEST -> oneTimeToFirstToken();
      case PASS_FRACTION_DIFFERENCE, SLOW_TTFT_FRACTION_DIFFERENCE, OK_DIFFERENCE ->
          throw new IllegalArgumentException(metric.id() + " needs two evaluations");
    };
  }

  private Measurement passFraction() {
    if (!(evaluation instanceof Evaluation.Completed completed)
        || !completed.result().harnessValid()) {
      return new Measurement.Missing();
    }
    // Over all items, also those that were never asked because the engine had died too often.
    List<ItemResult> items = items();
    return share(count(items, ItemResult::passed), items.size());
  }

  /** Of the items whose time is known or that did not answer at all. */
  private Measurement slowFirstTokens(double thresholdMillis) {
    List<ItemResult> known =
        items().stream()
            .filter(item -> item.timings().isEmpty() || firstTokenMillis(item).isPresent())
            .toList();
    return share(
        count(known, item -> firstTokenMillis(item).orElse(Double.MAX_VALUE) > thresholdMillis),
        known.size());
  }

  /** Of the items whose rate is known or that did not answer at all. */
  private Measurement slowDecoding(double thresholdTokensPerSecond) {
    List<ItemResult> known =
        items().stream()
            .filter(item -> item.timings().isEmpty() || rate(item).isPresent())
            .toList();
    return share(
        count(known, item -> rate(item).orElse(0) < thresholdTokensPerSecond), known.size());
  }

  private int outcome() {
    if (!(evaluation instanceof Evaluation.Completed)) {
      return FALLBACK;
    }
    boolean crash = any(ItemOutcome.ENGINE_CRASH) || any(ItemOutcome.OUT_OF_MEMORY);
    boolean fallback =
        any(ItemOutcome.TIMEOUT) || any(ItemOutcome.REFUSED) || any(ItemOutcome.SKIPPED);
    if (crash) {
      return fallback ? BOTH : CRASH;
    }
    return fallback ? FALLBACK : OK;
  }

  /** Only what a meter said: a figure that somebody assumed would be the same on every device. */
  private Measurement energy() {
    if (!(evaluation instanceof Evaluation.Completed completed)) {
      return new Measurement.Missing();
    }
    EnergyUse energy = completed.result().device().energy();
    return energy.method().measured()
        ? new Measurement.Quantity(energy.joulesPer1kTokens().orElseThrow())
        : new Measurement.Missing();
  }

  private Measurement oneTimeToFirstToken() {
    List<ItemResult> items = items();
    if (items.isEmpty()) {
      return new Measurement.Missing();
    }
    OptionalDouble millis = firstTokenMillis(items.get(randomness.uniform(items.size())));
    return millis.isPresent()
        ? new Measurement.Quantity(millis.getAsDouble())
        : new Measurement.Missing();
  }

  private boolean any(ItemOutcome outcome) {
    return items().stream().anyMatch(item -> item.outcome() == outcome);
  }

  private List<ItemResult> items() {
    if (!(evaluation instanceof Evaluation.Completed completed)) {
      return List.of();
    }
    RunResult result = completed.result();
    return result.suites().stream().flatMap(suite -> suite.items().stream()).toList();
  }

  private static long count(List<ItemResult> items, Predicate<ItemResult> condition) {
    return items.stream().filter(condition).count();
  }

  private static Measurement share(long part, long whole) {
    return whole == 0 ? new Measurement.Missing() : new Measurement.Quantity((double) part / whole);
  }

  private static OptionalDouble rate(ItemResult item) {
    return item.timings().flatMap(GenerationTimings::counts).stream()
        .map(TokenCounts::generatedTokensPerSecond)
        .flatMapToDouble(OptionalDouble::stream)
        .findFirst();
  }

  private static OptionalDouble firstTokenMillis(ItemResult item) {
    return item.timings().flatMap(GenerationTimings::timeToFirstToken).stream()
        .mapToDouble(time -> time.toNanos() / 1e6)
        .findFirst();
  }
}
