package dev.sluice.jobs;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.registry.RegistryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about how reports are judged. */
class JudgingOptions {
  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Metric registry; default: the one that ships with Sluice.")
  private @Nullable Path registry;

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

  RegistryText registryText() throws IOException {
    return registry == null ? RegistryText.bundled() : new RegistryText(Files.readString(registry));
  }

  DayBounds dayBounds() {
    return new DayBounds(pastDays, futureDays);
  }
}
