package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Tokens that went in and came out, and the time that each side took.
 *
 * @param promptTokens tokens of the prompt that were computed, at least 0
 * @param promptTime time for all of them together
 * @param generatedTokens tokens that were generated, the end-of-text token included
 * @param generationTime time for all of them together
 * @param source who measured the times
 */
public record TokenCounts(
    int promptTokens,
    Duration promptTime,
    int generatedTokens,
    Duration generationTime,
    Source source) {

  /** Who measured the times. */
  public enum Source {
    /** The inference engine itself. */
    ENGINE,
    /** This process, from outside: what lies between it and the engine is in it. */
    CLIENT_CLOCK
  }

  public TokenCounts {
    Objects.requireNonNull(source, "source");
    if (promptTokens < 0 || generatedTokens < 0) {
      throw new IllegalArgumentException(
          "token counts must not be negative, were %d and %d"
              .formatted(promptTokens, generatedTokens));
    }
    if (promptTime.isNegative() || generationTime.isNegative()) {
      throw new IllegalArgumentException(
          "times must not be negative, were %s and %s".formatted(promptTime, generationTime));
    }
  }

  /** The engine's own account. */
  public TokenCounts(
      int promptTokens, Duration promptTime, int generatedTokens, Duration generationTime) {
    this(promptTokens, promptTime, generatedTokens, generationTime, Source.ENGINE);
  }

  /** Prompt tokens per second; absent when nothing was computed in a measurable time. */
  public OptionalDouble promptTokensPerSecond() {
    return rate(promptTokens, promptTime);
  }

  /** Generated tokens per second; absent when nothing was generated in a measurable time. */
  public OptionalDouble generatedTokensPerSecond() {
    return rate(generatedTokens, generationTime);
  }

  private static OptionalDouble rate(int tokens, Duration time) {
    return tokens == 0 || time.isZero()
        ? OptionalDouble.empty()
        : OptionalDouble.of(tokens * 1e9 / time.toNanos());
  }
}
