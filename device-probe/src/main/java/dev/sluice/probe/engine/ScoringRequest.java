package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Texts to weigh against each other as continuations of a prompt.
 *
 * @param continuations 1 to 64 texts of 1 to 10,000 characters
 * @param timeout how long all of them together may take
 */
public record ScoringRequest(Prompt prompt, List<String> continuations, Duration timeout) {
  public ScoringRequest {
    Objects.requireNonNull(prompt, "prompt");
    continuations = List.copyOf(continuations);
    if (continuations.isEmpty()
        || continuations.size() > 64
        || continuations.stream().anyMatch(text -> text.isEmpty() || text.length() > 10_000)) {
      throw new IllegalArgumentException(
          "continuations must be 1 to 64 texts of 1 to 10000 characters each");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, was " + timeout);
    }
  }
}
