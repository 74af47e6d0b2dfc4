package dev.sluice.jobs.registry;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
import java.io.Serializable;

/**
 * A metric registry that has been checked, as the text that it was written in.
 *
 * @param yaml the whole file
 */
public record RegistryText(String yaml) implements Serializable {

  /**
   * Refuses a text that is no registry.
   *
   * @throws IllegalArgumentException with the place and the reason
   */
  public RegistryText {
    parse(yaml);
  }

  /** The registry that ships with Sluice. */
  public static RegistryText bundled() {
    return new RegistryText(BundledRegistry.text());
  }

  /** The registry itself. */
  public MetricRegistry parse() {
    return parse(yaml);
  }

  private static MetricRegistry parse(String yaml) {
    try {
      return RegistryParser.parse(yaml, "metric registry");
    } catch (RegistryException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
