package dev.sluice.probe.flags;

import java.util.Objects;
import java.util.Optional;

/**
 * A model version as a flag names it.
 *
 * @param digest the first 16 or more hexadecimal digits of the file's SHA-256, if the flag pins it
 */
public record ModelName(String name, String version, Optional<String> digest) {
  public ModelName {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(digest, "digest");
  }

  /**
   * Whether a file may be meant.
   *
   * @param sha256 of the file, 64 lower-case hexadecimal digits
   */
  public boolean allows(String sha256) {
    return digest.map(sha256::startsWith).orElse(true);
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
