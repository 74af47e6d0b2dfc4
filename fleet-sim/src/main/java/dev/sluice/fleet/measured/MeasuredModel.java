package dev.sluice.fleet.measured;

import dev.sluice.fleet.behaviour.SuiteOutcomes;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What some rounds of the probe found out about one model file.
 *
 * @param identity which model it is
 * @param engine what ran it
 * @param outcomes one table a suite, from the first round; greedy answers repeat
 * @param believable whether the controls came out as they must, so that scores mean anything
 * @param rounds the times of each round
 */
public record MeasuredModel(
    ModelIdentity identity,
    EngineBuild engine,
    List<SuiteOutcomes> outcomes,
    boolean believable,
    List<RoundTimes> rounds) {

  public MeasuredModel {
    outcomes = List.copyOf(outcomes);
    rounds = List.copyOf(rounds);
  }

  /**
   * The times of one round.
   *
   * @param ttftMillis time to first token of every answered item, in order
   * @param decodeTokensPerSecond decoding speed of every item for which the engine told it
   */
  public record RoundTimes(List<Double> ttftMillis, List<Double> decodeTokensPerSecond) {
    /** Share of the observations that are taken for the cost itself. */
    private static final int BEST_PERCENT = 5;

    public RoundTimes {
      ttftMillis = List.copyOf(ttftMillis);
      decodeTokensPerSecond = List.copyOf(decodeTokensPerSecond);
    }

    /**
     * The time that a twentieth of the answers stayed below: what else a machine does can only add
     * to a time, so that the best times say most about the model (Chen, Revels 2016).
     */
    OptionalDouble bestTtftMillis() {
      return bestOf(ttftMillis.stream().mapToDouble(time -> time));
    }

    /** The time that half of the answers stayed below, as a person meets it. */
    OptionalDouble medianTtftMillis() {
      double[] sorted = ttftMillis.stream().mapToDouble(time -> time).sorted().toArray();
      return sorted.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    /** The same for the time of one token, as a speed. */
    OptionalDouble bestDecodeTokensPerSecond() {
      OptionalDouble time =
          bestOf(
              decodeTokensPerSecond.stream()
                  .mapToDouble(speed -> 1 / speed)
                  .filter(Double::isFinite));
      return time.isPresent() ? OptionalDouble.of(1 / time.getAsDouble()) : time;
    }

    private static OptionalDouble bestOf(DoubleStream times) {
      double[] sorted = times.filter(time -> time > 0).sorted().toArray();
      return sorted.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(sorted[sorted.length * BEST_PERCENT / 100]);
    }
  }

  static MeasuredModel of(List<Suite> suites, List<RunResult> results) {
    RunResult first = results.get(0);
    List<SuiteOutcomes> outcomes = new ArrayList<>();
    for (int i = 0; i < suites.size(); i++) {
      outcomes.add(outcomes(suites.get(i), first.suites().get(i)));
    }
    return new MeasuredModel(
        first.model(),
        first.engine().build(),
        outcomes,
        results.stream().allMatch(RunResult::harnessValid),
        results.stream().map(MeasuredModel::times).toList());
  }

  private static SuiteOutcomes outcomes(Suite suite, SuiteResult result) {
    return new SuiteOutcomes(
        suite.id(),
        suite.sample().orElse(suite.items().size()),
        result.items().stream().map(ItemResult::outcome).toList());
  }

  private static RoundTimes times(RunResult result) {
    List<GenerationTimings> timings =
        result.suites().stream()
            .flatMap(suite -> suite.items().stream())
            .flatMap(item -> item.timings().stream())
            .toList();
    return new RoundTimes(
        timings.stream()
            .flatMap(each -> each.timeToFirstToken().stream())
            .map(time -> time.toNanos() / 1e6)
            .toList(),
        timings.stream()
            .flatMap(each -> each.counts().stream())
            .map(TokenCounts::generatedTokensPerSecond)
            .flatMapToDouble(OptionalDouble::stream)
            .boxed()
            .toList());
  }
}
