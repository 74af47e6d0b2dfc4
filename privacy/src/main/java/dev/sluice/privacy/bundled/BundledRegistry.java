package dev.sluice.privacy.bundled;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryFile;
import dev.sluice.privacy.registry.RegistryParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads {@code metrics.yaml} beside this class. */
public final class BundledRegistry {
  private static final String RESOURCE = "metrics.yaml";

  private BundledRegistry() {}

  /** The registry that ships with Sluice. */
  public static MetricRegistry load() {
    try {
      return RegistryParser.parse(text(), RESOURCE);
    } catch (RegistryException e) {
      throw new IllegalStateException("the bundled registry is broken", e);
    }
  }

  /** It as a file that messages can name. */
  public static RegistryFile file() {
    return new RegistryFile("the registry that ships with Sluice", text());
  }

  /** Its YAML, for programs that pass a registry on. */
  public static String text() {
    try (InputStream stream =
        Objects.requireNonNull(
            BundledRegistry.class.getResourceAsStream(RESOURCE), "metrics.yaml is in this jar")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled " + RESOURCE, e);
    }
  }
}
