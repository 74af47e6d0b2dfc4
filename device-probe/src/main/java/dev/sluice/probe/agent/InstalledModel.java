package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.openai.ServedModel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model that the owner says is on the device, as a file, or to be had from a server.
 *
 * @param name as rollouts call it
 * @param version as rollouts call it
 * @param file what is run; beside a server, what that has loaded, if it is at hand
 * @param sha256 of the model's file, 64 lower-case hexadecimal digits: a file is held against it
 *     before each run; of a served model without one it is the owner's word
 * @param server who runs the model, if it is not the probe
 */
public record InstalledModel(
    String name, String version, Optional<Path> file, String sha256, Optional<ServedModel> server) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public InstalledModel {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(server, "server");
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException("name and version must not be blank");
    }
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 must be 64 lower-case hexadecimal digits, was " + sha256);
    }
    if (file.isEmpty() && server.isEmpty()) {
      throw new IllegalArgumentException("a model must have a file or a server");
    }
  }

  /** A model whose file the probe runs. */
  public static InstalledModel inFile(String name, String version, Path file, String sha256) {
    return new InstalledModel(name, version, Optional.of(file), sha256, Optional.empty());
  }

  /** Where it computes. */
  public Deployment deployment() {
    return server.map(ServedModel::deployment).orElse(Deployment.DEVICE);
  }

  /** Whether questions leave this machine. */
  boolean isElsewhere() {
    return server.filter(ServedModel::isElsewhere).isPresent();
  }

  /** What runs: results of anything else must not be added to its own. */
  String identity() {
    return server.map(served -> sha256 + " as " + served.place()).orElse(sha256);
  }
}
