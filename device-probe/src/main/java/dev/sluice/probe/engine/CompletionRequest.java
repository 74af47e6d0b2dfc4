package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.List;

/**
 * A prompt to continue.
 *
 * @param prompt 1 to {@value #MAX_PROMPT_CHARACTERS} characters, sent byte for byte
 * @param maxTokens the text is cut after this many tokens, 1 to 4,096
 * @param stop strings that end the text and are not part of it, at most 16 of 1 to 256 characters
 * @param timeout how long the answer may take
 */
public record CompletionRequest(String prompt, int maxTokens, List<String> stop, Duration timeout) {
  private static final int MAX_PROMPT_CHARACTERS = 1_000_000;

  public CompletionRequest {
    stop = List.copyOf(stop);
    if (prompt.isEmpty() || prompt.length() > MAX_PROMPT_CHARACTERS) {
      throw new IllegalArgumentException(
          "prompt must have 1 to %d characters, had %d"
              .formatted(MAX_PROMPT_CHARACTERS, prompt.length()));
    }
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
}
