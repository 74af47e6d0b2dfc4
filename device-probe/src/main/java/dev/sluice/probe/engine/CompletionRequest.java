package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A prompt to answer.
 *
 * @param maxTokens the text is cut after this many tokens, 1 to 4,096
 * @param stop strings that end the text and are not part of it, at most 16 of 1 to 256 characters
 * @param choices what the text has to be one of; empty when it is free. Only for an engine with
 *     {@link Capability#FORCED_CHOICE}, and whoever asks still compares: engines are known to drop
 *     a constraint in silence
 * @param timeout how long the answer may take
 */
public record CompletionRequest(
    Prompt prompt,
    int maxTokens,
    List<String> stop,
    Sampling sampling,
    Optional<AnswerChoices> choices,
    Duration timeout) {

  public CompletionRequest {
    Objects.requireNonNull(prompt, "prompt");
    stop = List.copyOf(stop);
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(choices, "choices");
    if (maxTokens < 1 || maxTokens > 4_096) {
      throw new IllegalArgumentException("maxTokens must be between 1 and 4096, was " + maxTokens);
    }
    if (stop.size() > 16 || stop.stream().anyMatch(s -> s.isEmpty() || s.length() > 256)) {
      throw new IllegalArgumentException(
          "stop must be at most 16 strings of 1 to 256 characters each");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
  }

  /** A free text, decoded greedily. */
  public CompletionRequest(Prompt prompt, int maxTokens, List<String> stop, Duration timeout) {
    this(prompt, maxTokens, stop, Sampling.greedy(), Optional.empty(), timeout);
  }

  public CompletionRequest withSampling(Sampling newSampling) {
    return new CompletionRequest(prompt, maxTokens, stop, newSampling, choices, timeout);
  }

  public CompletionRequest withChoices(AnswerChoices newChoices) {
    return new CompletionRequest(
        prompt, maxTokens, stop, sampling, Optional.of(newChoices), timeout);
  }
}
