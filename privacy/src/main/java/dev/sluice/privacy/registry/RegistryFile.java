package dev.sluice.privacy.registry;

import java.io.Serializable;

/**
 * The text of a registry and what to call it; somebody else has read it.
 *
 * @param name what messages call it, usually the file's name
 * @param yaml the whole text
 */
public record RegistryFile(String name, String yaml) implements Serializable {

  /**
   * What the text says.
   *
   * @throws RegistryException if the registry must not be used
   */
  public MetricRegistry parse() throws RegistryException {
    return RegistryParser.parse(yaml, name);
  }
}
