package dev.sluice.gate;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a metric registry. */
final class RegistryOption {
  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Metric registry (YAML); default: the one that ships with Sluice.")
  private @Nullable Path registry;

  MetricRegistry load() throws IOException, RegistryException {
    return file().parse();
  }

  /** What was named, not yet understood. */
  RegistryFile file() throws IOException {
    return registry == null ? BundledRegistry.file() : read(registry);
  }

  static RegistryFile read(Path file) throws IOException {
    return new RegistryFile(file.toString(), SmallFiles.read(file));
  }
}
