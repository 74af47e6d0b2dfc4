package dev.sluice.proof;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a metric registry. */
final class RegistryOption {
  private static final int MAX_BYTES = 1 << 20;

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description = "Metric registry (YAML); default: the one that ships with Sluice.")
  private @Nullable Path registry;

  /**
   * Reads the registry.
   *
   * @throws IOException if the file cannot be read, or has more than a megabyte
   * @throws RegistryException if it must not be used
   */
  MetricRegistry load() throws IOException, RegistryException {
    return registry == null
        ? BundledRegistry.load()
        : RegistryParser.parse(read(registry), registry.toString());
  }

  private static String read(Path file) throws IOException {
    if (Files.isDirectory(file) || (Files.exists(file) && !Files.isReadable(file))) {
      throw new IOException(file + ": must be a file that can be read");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + ": must have at most " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }
}
