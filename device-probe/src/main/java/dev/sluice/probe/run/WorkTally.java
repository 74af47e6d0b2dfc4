package dev.sluice.probe.run;

import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.observation.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what the model was made to do, whoever asked and whatever became of the answer. */
final class WorkTally {
  /** Shorter answers are over before they have a speed. */
  private static final int LEAST_TOKENS_FOR_A_RATE = 4;

  private final List<Double> decodeRates = new ArrayList<>();
  private long promptTokens;
  private long generatedTokens;
  private int questions;
  private int uncounted;

  void add(Generation generation) {
    if (generation instanceof Generation.Refused) {
      // Nothing was computed.
      return;
    }
    questions++;
    Optional<TokenCounts> counts =
        generation instanceof Generation.Completed completed
            ? completed.timings().counts()
            : Optional.empty();
    counts.ifPresentOrElse(this::add, () -> uncounted++);
  }

  /** Forgets all of it. */
  void clear() {
    decodeRates.clear();
    promptTokens = 0;
    generatedTokens = 0;
    questions = 0;
    uncounted = 0;
  }

  Workload total(Optional<Duration> processorTime) {
    return new Workload(
        promptTokens, generatedTokens, questions, uncounted, processorTime, decodeRates);
  }

  private void add(TokenCounts counts) {
    promptTokens += counts.promptTokens();
    generatedTokens += counts.generatedTokens();
    if (counts.generatedTokens() >= LEAST_TOKENS_FOR_A_RATE) {
      counts.generatedTokensPerSecond().ifPresent(decodeRates::add);
    }
  }
}
