package dev.sluice.probe.fit;

import java.util.Objects;

/**
 * How a model is going to be run.
 *
 * @param contextTokens context, 16 to 16,777,216
 * @param batchTokens prompt tokens computed at once, at least 1; more than the context has no
 *     effect
 * @param cacheType how keys and values are kept
 */
public record RunPlan(int contextTokens, int batchTokens, CacheType cacheType) {
  /** What the probe's own engine and llama.cpp's programs compute at once. */
  public static final int DEFAULT_BATCH_TOKENS = 512;

  public static final int MIN_CONTEXT_TOKENS = 16;
  public static final int MAX_CONTEXT_TOKENS = 1 << 24;

  public RunPlan {
    Objects.requireNonNull(cacheType, "cacheType");
    if (contextTokens < MIN_CONTEXT_TOKENS || contextTokens > MAX_CONTEXT_TOKENS) {
      throw new IllegalArgumentException(
          "context must be between %d and %d tokens, was %d"
              .formatted(MIN_CONTEXT_TOKENS, MAX_CONTEXT_TOKENS, contextTokens));
    }
    if (batchTokens < 1) {
      throw new IllegalArgumentException("batchTokens must be at least 1, was " + batchTokens);
    }
  }

  RunPlan withContextTokens(int tokens) {
    return new RunPlan(tokens, batchTokens, cacheType);
  }

  /** Tokens that a step of the prompt really has. */
  public long stepTokens() {
    return Math.min(batchTokens, contextTokens);
  }

  /** Entries of the cache: llama.cpp pads the context, further for flash attention. */
  long cacheEntries() {
    long multiple = cacheType.needsFlashAttention() ? 256 : 32;
    return (contextTokens + multiple - 1) / multiple * multiple;
  }
}
