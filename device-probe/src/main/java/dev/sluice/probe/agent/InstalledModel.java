package dev.sluice.probe.agent;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A model file that the owner says is on the device.
 *
 * @param name as rollouts call it
 * @param version as rollouts call it
 * @param sha256 of the file, 64 lower-case hexadecimal digits: it is checked before each run
 */
public record InstalledModel(String name, String version, Path file, String sha256) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public InstalledModel {
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException("name and version must not be blank");
    }
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 must be 64 lower-case hexadecimal digits, was " + sha256);
    }
  }
}
