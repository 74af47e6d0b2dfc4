package dev.sluice.probe.openai;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server says about itself and its model before it is asked anything.
 *
 * @param model id of the model, as the server lists it
 * @param listed whether the server lists its models; if not, the id is only what was asked for
 * @param version build or version of its software, at most 40 plain characters
 * @param contextTokens context that it has allocated
 */
public record ServerFacts(
    String model,
    boolean listed,
    ServerSoftware software,
    Optional<String> version,
    OptionalInt contextTokens) {
  public ServerFacts {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(software, "software");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(contextTokens, "contextTokens");
  }

  /** Software and version in one, such as {@code llama-server b4916}. */
  public String runtimeBuild() {
    return software + version.map(text -> " " + text).orElse("");
  }
}
