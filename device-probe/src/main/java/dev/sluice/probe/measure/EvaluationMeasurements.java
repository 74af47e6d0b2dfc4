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
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a metric's value off an evaluation.
 *
 * <p>By intention to treat: what did not answer counts as the worst answer, and a run that came to
 * nothing is {@link Measurement.Missing}, which is encoded as the worst value. A metric whose
 * reading the device lacks although its class should have it is missing too.
 *
 * <p>A broken harness is the one failure that says nothing about the model. A device may neither
 * fall silent about it nor draw another metric, so its scores are missing too; how often that
 * happens is a metric of its own, by which a server knows when the others are no data.
 */
public final class EvaluationMeasurements {
  /** Categories of the run's outcome, in the order of the registry. */
  private static final int OK = 0;

  private static final int FALLBACK = 1;
  private static final int CRASH = 2;
  private static final int BOTH = 3;

  /** Categories of the harness's validity, in the order of the registry. */
  private static final int VALID = 0;

  private static final int INVALID = 1;

  private static final int ELIGIBLE = 0;

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
   * @throws IllegalArgumentException if it is about two evaluations
   */
  public Measurement of(Metric metric) {
    return switch (metric.quantity()) {
      case PASS_FRACTION -> passFraction();
      case SLOW_TTFT_FRACTION -> slowFirstTokens(metric.threshold().orElseThrow());
      case SLOW_DECODE_FRACTION -> slowDecoding(metric.threshold().orElseThrow());
      case RUN_OUTCOME -> new Measurement.Category(outcome());
      case ENERGY_PER_1K_TOKENS -> energy();
      case TTFT_OF_ONE_REQUEST -> oneTimeToFirstToken();
      case HARNESS_VALIDITY -> new Measurement.Category(harnessBroken() ? INVALID : VALID);
      // What has run, could.
      case ELIGIBILITY -> new Measurement.Category(ELIGIBLE);
      case PASS_FRACTION_DIFFERENCE,
          SLOW_TTFT_FRACTION_DIFFERENCE,
          OK_DIFFERENCE,
          HARNESS_VALIDITY_OF_BOTH,
          ELIGIBILITY_FOR_BOTH ->
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
    if (!(evaluation instanceof Evaluation.Completed completed)) {
      return FALLBACK;
    }
    List<ItemResult> asked =
        completed.result().suites().stream()
            .flatMap(suite -> Stream.concat(suite.items().stream(), suite.controls().stream()))
            .toList();
    boolean crash = asked.stream().anyMatch(result -> crashed(result.outcome()));
    boolean fallback = asked.stream().anyMatch(result -> fellBack(result.outcome()));
    if (crash) {
      return fallback ? BOTH : CRASH;
    }
    return fallback ? FALLBACK : OK;
  }

  private static boolean crashed(ItemOutcome outcome) {
    return outcome == ItemOutcome.ENGINE_CRASH || outcome == ItemOutcome.OUT_OF_MEMORY;
  }

  /**
   * Whether a person would have been left without an answer. That includes what was never asked
   * because the engine had died too often, which is the engine's doing; what a device has put off,
   * or may not run, is no run and never gets here.
   */
  private static boolean fellBack(ItemOutcome outcome) {
    return outcome == ItemOutcome.TIMEOUT
        || outcome == ItemOutcome.REFUSED
        || outcome == ItemOutcome.SKIPPED;
  }

  /**
   * Whether something else than the model failed. A control that got no answer, because the engine
   * died or hung over it, is the engine's failure and counts in the outcome: were it a broken
   * harness, a model could crash its way out of being judged.
   */
  private boolean harnessBroken() {
    return evaluation instanceof Evaluation.Completed completed
        && completed.result().suites().stream().anyMatch(EvaluationMeasurements::broken);
  }

  private static boolean broken(SuiteResult suite) {
    if (!(suite.harness() instanceof HarnessVerdict.Invalid invalid)) {
      return false;
    }
    boolean unanswered = suite.controls().stream().anyMatch(control -> control.answer().isEmpty());
    return !unanswered || !invalid.symptoms().equals(List.of(Symptom.EASY_CONTROL_FAILED));
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

  private List<ItemResult> items() {
    if (!(evaluation instanceof Evaluation.Completed completed)) {
      return List.of();
    }
    RunResult result = completed.result();
    // What was never meant to be asked here and now is nobody's failure.
    return result.suites().stream()
        .flatMap(suite -> suite.items().stream())
        .filter(item -> !item.outcome().setAside())
        .toList();
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
