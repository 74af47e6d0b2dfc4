package dev.sluice.probe.observation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was done between the start and the end of a window.
 *
 * @param promptTokens tokens that were read, as far as they were counted
 * @param generatedTokens tokens that were written, as far as they were counted
 * @param questions questions that were asked
 * @param uncounted those of them whose tokens nobody counted, such as an answer that was broken off
 * @param processorTime of the engine, over its whole life
 * @param decodeRates tokens per second of the answers that are long enough to have a rate, in the
 *     order in which they were written
 */
public record Workload(
    long promptTokens,
    long generatedTokens,
    int questions,
    int uncounted,
    Optional<Duration> processorTime,
    List<Double> decodeRates) {
  public Workload {
    if (promptTokens < 0 || generatedTokens < 0 || uncounted < 0 || questions < uncounted) {
      throw new IllegalArgumentException(
          "counts must not be negative and uncounted at most questions, were %d, %d, %d and %d"
              .formatted(promptTokens, generatedTokens, questions, uncounted));
    }
    Objects.requireNonNull(processorTime, "processorTime");
    decodeRates = List.copyOf(decodeRates);
  }

  /** Prompt and generated tokens together. */
  public long tokens() {
    return promptTokens + generatedTokens;
  }
}
