package dev.sluice.probe.engine;

import java.util.Objects;

/**
 * Which engine would run a model; known before any model is opened, because what a report is about
 * must be settled before anything is looked at. Answers can flip between builds and backends, so
 * that all of this belongs to a version's identity.
 *
 * @param runtimeBuild build of the inference library, such as {@code llama.cpp b4916}; never blank
 * @param backend what computes, such as {@code cpu}; never blank
 */
public record EngineBuild(
    String runtimeBuild, String backend, Deployment deployment, EngineConfiguration configuration) {
  public EngineBuild {
    if (runtimeBuild.isBlank() || backend.isBlank()) {
      throw new IllegalArgumentException(
          "runtimeBuild and backend must not be blank, were '%s' and '%s'"
              .formatted(runtimeBuild, backend));
    }
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(configuration, "configuration");
  }

  public EngineBuild withRuntimeBuild(String other) {
    return new EngineBuild(other, backend, deployment, configuration);
  }
}
