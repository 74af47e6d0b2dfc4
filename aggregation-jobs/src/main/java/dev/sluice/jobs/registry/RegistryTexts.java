package dev.sluice.jobs.registry;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryFile;
import java.io.Serializable;
import java.util.List;

/**
 * Metric registries that have been checked, as the texts that they were written in.
 *
 * @param present the one that holds where nothing else is named
 * @param others those whose reports are admitted too
 */
public record RegistryTexts(RegistryFile present, List<RegistryFile> others)
    implements Serializable {

  /**
   * Refuses what cannot be used together.
   *
   * @throws IllegalArgumentException with the file, the place and the reason
   */
  public RegistryTexts {
    others = List.copyOf(others);
    parse(present, others);
  }

  /**
   * A single registry.
   *
   * @throws IllegalArgumentException if the text is none, with the place and the reason
   */
  public static RegistryTexts of(String yaml) {
    return new RegistryTexts(new RegistryFile("metric registry", yaml), List.of());
  }

  /** The registry that ships with Sluice. */
  public static RegistryTexts bundled() {
    return new RegistryTexts(BundledRegistry.file(), List.of());
  }

  /** The registries themselves. */
  public Registries parse() {
    return parse(present, others);
  }

  private static Registries parse(RegistryFile present, List<RegistryFile> others) {
    try {
      return Registries.parse(present, others);
    } catch (RegistryException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
