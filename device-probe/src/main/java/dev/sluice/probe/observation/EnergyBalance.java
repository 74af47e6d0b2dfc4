package dev.sluice.probe.observation;

import dev.sluice.probe.device.EnergyMethod;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Energy of a run above idle: what was drawn in the run, less the idle power times the run's length
 * (windows around the whole run, as Zeus has them, because meters are too coarse for one answer).
 * What cannot be told from idle is unknown, never zero.
 */
final class EnergyBalance {
  /** Energy above idle that is a smaller share of the idle energy is within the noise. */
  static final double LEAST_SHARE_OF_IDLE = 0.1;

  /** Fewer tokens say more about starting and stopping than about tokens. */
  static final long LEAST_TOKENS = 100;

  /** Tokens nobody counted make the rest look expensive. */
  static final double MOST_UNCOUNTED = 0.05;

  private EnergyBalance() {}

  /** From two spans of one meter. */
  static EnergyUse measured(
      EnergyMethod method,
      Duration shortestRun,
      MeteredSpan idle,
      MeteredSpan run,
      Workload workload) {
    Optional<String> objection = objection(workload).or(() -> objection(run, shortestRun));
    if (objection.isPresent()) {
      return EnergyUse.Unknown.because(objection.get());
    }
    if (!(idle.watts() > 0)) {
      return EnergyUse.Unknown.because("the meter did not move while the device was idle");
    }
    double idleJoules = idle.watts() * (run.length().toNanos() / 1e9);
    double joules = run.joules() - idleJoules;
    if (!(joules > LEAST_SHARE_OF_IDLE * idleJoules)) {
      return EnergyUse.Unknown.because(
          String.format(
              Locale.ROOT,
              "the run drew %.2f W, which cannot be told from the %.2f W before it",
              run.watts(),
              idle.watts()));
    }
    return known(method, joules, OptionalDouble.of(idle.watts()), run.length(), workload);
  }

  /**
   * From processor time alone.
   *
   * @param watts of one busy processor above idle, as somebody stated it
   */
  static EnergyUse modelled(double watts, Duration window, Workload workload) {
    Optional<String> objection = objection(workload);
    if (objection.isPresent()) {
      return EnergyUse.Unknown.because(objection.get());
    }
    double seconds = workload.processorTime().map(time -> time.toNanos() / 1e9).orElse(0.0);
    return seconds > 0
        ? known(EnergyMethod.MODELLED, seconds * watts, OptionalDouble.empty(), window, workload)
        : EnergyUse.Unknown.because("the engine's processor time is not known");
  }

  private static Optional<String> objection(Workload workload) {
    if (workload.uncounted() > MOST_UNCOUNTED * workload.questions()) {
      return Optional.of(
          "the tokens of %d in %d questions were not counted"
              .formatted(workload.uncounted(), workload.questions()));
    }
    return workload.tokens() < LEAST_TOKENS
        ? Optional.of(
            "%d tokens are too few, at least %d are needed"
                .formatted(workload.tokens(), LEAST_TOKENS))
        : Optional.empty();
  }

  private static Optional<String> objection(MeteredSpan run, Duration shortest) {
    return run.length().compareTo(shortest) < 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the run took %.1f s, which is too short for this meter: it needs %d s",
                run.length().toNanos() / 1e9,
                shortest.toSeconds()))
        : Optional.empty();
  }

  private static EnergyUse known(
      EnergyMethod method,
      double joules,
      OptionalDouble idleWatts,
      Duration window,
      Workload workload) {
    return new EnergyUse.Known(
        method, joules, idleWatts, window, workload.promptTokens(), workload.generatedTokens());
  }
}
