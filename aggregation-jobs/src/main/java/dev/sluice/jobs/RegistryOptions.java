package dev.sluice.jobs;

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

/** Options about which registries' reports are admitted. */
public class RegistryOptions {
  @Option(
      names = "--registry",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
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

  /**
   * The registries to judge by.
   *
   * @throws IllegalArgumentException if a file cannot be read or used; the message names it
   */
  public final RegistryTexts registries() {
    return new RegistryTexts(
        registry == null ? BundledRegistry.file() : read(registry),
        alsoAdmit.stream().map(RegistryOptions::read).toList());
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
}
