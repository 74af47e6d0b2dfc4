package dev.sluice.authoring;

import dev.sluice.authoring.lint.Finding;
import dev.sluice.authoring.lint.Finding.Severity;
import dev.sluice.authoring.lint.RunCost;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The slowest device that has to get through a run, as options. */
final class SlowDevice {
  /** What must hold for {@link #usable}. */
  static final String BOUNDS =
      "--prompt-rate, --answer-rate and --budget must be between 0.001 and 1000000000";

  @Option(
      names = "--prompt-rate",
      defaultValue = "30",
      description = "Tokens per second that it reads; default: ${DEFAULT-VALUE}.")
  private double promptRate;

  @Option(
      names = "--answer-rate",
      defaultValue = "5",
      description = "Tokens per second that it writes; default: ${DEFAULT-VALUE}.")
  private double answerRate;

  @Option(
      names = "--budget",
      defaultValue = "900",
      description = "Seconds that a run may take there; default: ${DEFAULT-VALUE}.")
  private double budgetSeconds;

  /** Whether the rates and the budget are numbers that time can be computed from. */
  boolean usable() {
    return bounded(promptRate) && bounded(answerRate) && bounded(budgetSeconds);
  }

  /** Beyond, a run's seconds are no number that anybody can read, nor JSON. NaN is outside. */
  private static boolean bounded(double value) {
    return value >= 0.001 && value <= 1e9;
  }

  double seconds(RunCost cost) {
    return cost.seconds(promptRate, answerRate);
  }

  Optional<Finding> objectionTo(RunCost cost) {
    return seconds(cost) <= budgetSeconds
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Severity.WARNING,
                "cost",
                "",
                "a run takes up to %.0f s on a slow device, more than %.0f s: sample fewer items"
                    .formatted(seconds(cost), budgetSeconds)));
  }
}
