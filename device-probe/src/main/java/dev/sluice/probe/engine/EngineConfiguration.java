package dev.sluice.probe.engine;

import dev.sluice.probe.fit.CacheType;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an engine is set up, as far as that is known; a server tells little of it. Context and type
 * of the cache can change answers, the rest explains why a device is slow.
 *
 * @param contextTokens tokens of prompt and answer together
 * @param cacheType how keys and values are kept
 * @param threads threads that compute
 * @param batchTokens prompt tokens computed at once
 * @param gpuLayers layers of the model that a graphics processor computes
 */
public record EngineConfiguration(
    OptionalInt contextTokens,
    Optional<CacheType> cacheType,
    OptionalInt threads,
    OptionalInt batchTokens,
    OptionalInt gpuLayers) {
  public EngineConfiguration {
    Objects.requireNonNull(contextTokens, "contextTokens");
    Objects.requireNonNull(cacheType, "cacheType");
    Objects.requireNonNull(threads, "threads");
    Objects.requireNonNull(batchTokens, "batchTokens");
    Objects.requireNonNull(gpuLayers, "gpuLayers");
  }

  /** Nothing is known. */
  public static EngineConfiguration unknown() {
    return new EngineConfiguration(
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  public EngineConfiguration withContextTokens(int tokens) {
    return new EngineConfiguration(
        OptionalInt.of(tokens), cacheType, threads, batchTokens, gpuLayers);
  }
}
