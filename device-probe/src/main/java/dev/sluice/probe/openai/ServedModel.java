package dev.sluice.probe.openai;

import dev.sluice.probe.engine.Deployment;
import java.util.Objects;
import java.util.Optional;

/**
 * A model that a server has.
 *
 * @param id as the server lists it
 * @param key what the server wants to be shown, if anything
 */
public record ServedModel(
    ServerAddress address, String id, Deployment deployment, Optional<ApiKey> key) {
  public ServedModel {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(key, "key");
    if (id.isBlank()) {
      throw new IllegalArgumentException("id must not be blank");
    }
    if (deployment == Deployment.DEVICE && !address.isLoopback()) {
      throw new IllegalArgumentException("%s is not this device".formatted(address));
    }
  }

  /** Whether questions leave this machine. */
  public boolean isElsewhere() {
    return !address.isLoopback();
  }

  /** What tells it from other models on this or another server; no key is in it. */
  public String place() {
    return "%s on %s (%s)".formatted(id, address, deployment.wireName());
  }
}
