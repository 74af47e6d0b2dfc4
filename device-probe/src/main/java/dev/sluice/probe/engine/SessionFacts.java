package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Facts of one loaded model.
 *
 * @param runtimeBuild build of the inference library, such as {@code llama.cpp b4916}; answers can
 *     flip between builds, so it is part of a version's identity
 * @param backend where the arithmetic runs, such as {@code cpu}
 * @param contextTokens context size that was really allocated
 * @param threads threads that compute
 * @param loadTime from the request to load until the model could answer, without the start of a
 *     process
 */
public record SessionFacts(
    Optional<String> runtimeBuild,
    String backend,
    int contextTokens,
    int threads,
    Duration loadTime) {
  public SessionFacts {
    Objects.requireNonNull(runtimeBuild, "runtimeBuild");
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(loadTime, "loadTime");
  }
}
