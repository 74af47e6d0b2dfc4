package dev.sluice.fleet.measured;

import dev.sluice.fleet.behaviour.PromptCosts;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.measured.MeasuredModel.RoundTimes;
import dev.sluice.fleet.population.ClassModel;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.ReportedModel;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Carries measured speeds over to simulated devices. The first model is the reference: a device
 * class states what it costs there, and another model keeps its measured ratio to it.
 *
 * <p>A ratio is only told from 1 when it is further from 1 than the rounds of one and the same
 * model are from each other: what this machine cannot measure, the fleet does not have.
 */
public final class Calibration {
  /** Two rounds may agree by chance; below this no difference is believed. */
  private static final double LEAST_RESOLUTION = 0.10;

  /** A prompt that took longer than this many times the median met something else. */
  private static final double LONGEST_PROMPT = 3;

  private final List<MeasuredModel> models;
  private final PromptCosts promptCosts;

  /** A calibration by some models, the reference first. */
  public Calibration(List<MeasuredModel> models) {
    this.models = List.copyOf(models);
    this.promptCosts = promptCosts(models);
  }

  /**
   * How one of the models behaves on simulated devices.
   *
   * @param version its identity in reports
   * @param suites digest of the suites that were measured
   */
  public VersionBehaviour behaviour(
      MeasuredModel model, ReportedModel version, DigestPrefix suites) {
    return new VersionBehaviour(
        version,
        suites,
        model.outcomes(),
        model.believable() ? 0 : 1,
        relative(model, RoundTimes::bestTtftMillis),
        relative(model, RoundTimes::bestDecodeTokensPerSecond),
        promptCosts);
  }

  /**
   * How many times longer a device of a class takes to a first token than this machine did, with
   * the reference model; absent if no time was measured.
   */
  public OptionalDouble slowdown(ClassModel deviceClass) {
    OptionalDouble here = middle(models.get(0), RoundTimes::medianTtftMillis);
    return here.isEmpty() ? here : OptionalDouble.of(deviceClass.ttftMillis() / here.getAsDouble());
  }

  private double relative(MeasuredModel model, Function<RoundTimes, OptionalDouble> measure) {
    OptionalDouble reference = middle(models.get(0), measure);
    OptionalDouble measured = middle(model, measure);
    if (reference.isEmpty() || measured.isEmpty()) {
      return 1;
    }
    double ratio = measured.getAsDouble() / reference.getAsDouble();
    return Math.abs(Math.log(ratio)) < Math.log1p(resolution(measure)) ? 1 : ratio;
  }

  private double resolution(Function<RoundTimes, OptionalDouble> measure) {
    double spread =
        models.stream()
            .mapToDouble(
                model -> {
                  double[] values = values(model, measure).sorted().toArray();
                  return values.length < 2 ? 0 : values[values.length - 1] / values[0] - 1;
                })
            .max()
            .orElse(0);
    return Math.max(LEAST_RESOLUTION, 2 * spread);
  }

  private static OptionalDouble middle(
      MeasuredModel model, Function<RoundTimes, OptionalDouble> measure) {
    return values(model, measure).average();
  }

  private static DoubleStream values(
      MeasuredModel model, Function<RoundTimes, OptionalDouble> measure) {
    return model.rounds().stream().map(measure).flatMapToDouble(OptionalDouble::stream);
  }

  /** Every prompt's time over its model's best, all models together. */
  private static PromptCosts promptCosts(List<MeasuredModel> models) {
    List<Double> costs =
        models.stream()
            .flatMap(model -> model.rounds().stream())
            .flatMap(Calibration::relativeTimes)
            .collect(Collectors.toList());
    if (costs.isEmpty()) {
      return PromptCosts.equal();
    }
    costs.sort(Double::compare);
    double longest = LONGEST_PROMPT * costs.get(costs.size() / 2);
    return PromptCosts.relativeToMedian(
        costs.stream().mapToDouble(cost -> Math.min(cost, longest)));
  }

  private static Stream<Double> relativeTimes(RoundTimes round) {
    OptionalDouble best = round.bestTtftMillis();
    return best.isEmpty()
        ? Stream.empty()
        : round.ttftMillis().stream()
            .filter(time -> time > 0)
            .map(time -> time / best.getAsDouble());
  }
}
