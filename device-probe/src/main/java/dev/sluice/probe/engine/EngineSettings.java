package dev.sluice.probe.engine;

import dev.sluice.probe.fit.CacheType;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How to run a model file. The bounds keep out what engines accept in silence and then answer
 * wrongly with, or die of.
 *
 * @param threads threads that compute, 1 to 256
 * @param contextTokens context size, 16 to 131,072; empty means that of the model's training, at
 *     most {@value #DEFAULT_CONTEXT_TOKENS}
 * @param batchTokens prompt tokens computed at once, 16 to 4,096
 * @param cacheType how keys and values are kept
 * @param loadTimeout how long loading may take
 * @param memoryLimitBytes largest resident set that the engine's process may have, mapped weights
 *     included, {@value #MIN_MEMORY_LIMIT_BYTES} or more; one that takes more is ended. Empty means
 *     no limit
 */
public record EngineSettings(
    int threads,
    OptionalInt contextTokens,
    int batchTokens,
    CacheType cacheType,
    Duration loadTimeout,
    OptionalLong memoryLimitBytes) {

  /** Context for a model that was trained for more: memory grows with it, evals are short. */
  public static final int DEFAULT_CONTEXT_TOKENS = 2_048;

  /** The longest context that an engine of the probe's own is given. */
  public static final int MAX_CONTEXT_TOKENS = 131_072;

  /** A child without a model takes about half of this. */
  public static final long MIN_MEMORY_LIMIT_BYTES = 128L << 20;

  private static final int DEFAULT_BATCH_TOKENS = 512;
  private static final Duration DEFAULT_LOAD_TIMEOUT = Duration.ofMinutes(2);

  public EngineSettings {
    requireRange("threads", threads, 1, 256);
    contextTokens.ifPresent(
        tokens -> requireRange("contextTokens", tokens, 16, MAX_CONTEXT_TOKENS));
    requireRange("batchTokens", batchTokens, 16, 4_096);
    Objects.requireNonNull(cacheType, "cacheType");
    Objects.requireNonNull(loadTimeout, "loadTimeout");
    if (loadTimeout.isNegative() || loadTimeout.isZero()) {
      throw new IllegalArgumentException("loadTimeout must be positive, was " + loadTimeout);
    }
    if (memoryLimitBytes.orElse(MIN_MEMORY_LIMIT_BYTES) < MIN_MEMORY_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "memoryLimitBytes must be at least %d, was %d"
              .formatted(MIN_MEMORY_LIMIT_BYTES, memoryLimitBytes.getAsLong()));
    }
  }

  /**
   * Settings for a device with that many processors. One is left free: when something else wants to
   * run, as many threads as processors wait for each other most of the time.
   */
  public static EngineSettings forProcessors(int processors) {
    int threads = Math.min(256, Math.max(1, processors - 1));
    return new EngineSettings(
        threads,
        OptionalInt.empty(),
        DEFAULT_BATCH_TOKENS,
        CacheType.F16,
        DEFAULT_LOAD_TIMEOUT,
        OptionalLong.empty());
  }

  /** Settings for the machine that this runs on. */
  public static EngineSettings forThisMachine() {
    return forProcessors(Runtime.getRuntime().availableProcessors());
  }

  public EngineSettings withThreads(int newThreads) {
    return new EngineSettings(
        newThreads, contextTokens, batchTokens, cacheType, loadTimeout, memoryLimitBytes);
  }

  public EngineSettings withContextTokens(int newContextTokens) {
    return new EngineSettings(
        threads,
        OptionalInt.of(newContextTokens),
        batchTokens,
        cacheType,
        loadTimeout,
        memoryLimitBytes);
  }

  public EngineSettings withCacheType(CacheType newCacheType) {
    return new EngineSettings(
        threads, contextTokens, batchTokens, newCacheType, loadTimeout, memoryLimitBytes);
  }

  public EngineSettings withMemoryLimitBytes(long newMemoryLimitBytes) {
    return new EngineSettings(
        threads,
        contextTokens,
        batchTokens,
        cacheType,
        loadTimeout,
        OptionalLong.of(newMemoryLimitBytes));
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be between %d and %d, was %d".formatted(name, min, max, value));
    }
  }
}
