package dev.sluice.jobs;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.RegistryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Options about how reports are judged. */
class JudgingOptions {
  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Metric registry; default: the one that ships with Sluice.")
  private @Nullable Path registry;

  @Option(
      names = "--also-admit",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description =
          "A further registry whose reports are admitted beside those of the present one; may be"
              + " repeated. Needed while the registry changes: devices report by the one that they"
              + " were shipped with.")
  private List<Path> alsoAdmit = new ArrayList<>();

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

  /**
   * The registries to judge by.
   *
   * @throws IllegalArgumentException if a file cannot be read or used; the message names it
   */
  RegistryTexts registries() {
    return new RegistryTexts(
        registry == null ? BundledRegistry.file() : read(registry),
        alsoAdmit.stream().map(JudgingOptions::read).toList());
  }

  private static RegistryFile read(Path file) {
    try {
      return new RegistryFile(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read as UTF-8 text", e);
    }
  }

  DayBounds dayBounds() {
    return new DayBounds(pastDays, futureDays);
  }
}
