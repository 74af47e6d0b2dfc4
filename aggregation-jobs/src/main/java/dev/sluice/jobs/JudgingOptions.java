package dev.sluice.jobs;

import dev.sluice.admission.DayBounds;
import picocli.CommandLine.Option;

/** Options about how reports are judged. */
class JudgingOptions extends RegistryOptions {
  @Option(
      names = "--max-past-days",
      defaultValue = "400",
      paramLabel = "DAYS",
      description = "Reports from earlier, seen from when they were logged, are refused.")
  private int pastDays;

  @Option(
      names = "--max-future-days",
      defaultValue = "2",
      paramLabel = "DAYS",
      description = "Reports from later, seen from when they were logged, are refused.")
  private int futureDays;

  DayBounds dayBounds() {
    return new DayBounds(pastDays, futureDays);
  }
}
