package dev.sluice.probe.run;

import dev.sluice.probe.engine.GenerationTimings;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of asking one item or control.
 *
 * @param id of the item or control
 * @param answer what the model wrote; present exactly when it answered; stays on the device
 * @param explanation for the person at the device, may quote the answer; empty for a pass
 * @param timings present exactly when the model answered
 */
public record ItemResult(
    String id,
    ItemOutcome outcome,
    Optional<String> answer,
    String explanation,
    Optional<GenerationTimings> timings) {

  public ItemResult {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(explanation, "explanation");
    if (answer.isPresent() != timings.isPresent()) {
      throw new IllegalArgumentException("answer and timings must both be present or both absent");
    }
  }

  static ItemResult answered(
      String id,
      ItemOutcome outcome,
      String answer,
      String explanation,
      GenerationTimings timings) {
    return new ItemResult(id, outcome, Optional.of(answer), explanation, Optional.of(timings));
  }

  static ItemResult unanswered(String id, ItemOutcome outcome, String explanation) {
    return new ItemResult(id, outcome, Optional.empty(), explanation, Optional.empty());
  }

  public boolean passed() {
    return outcome == ItemOutcome.PASS;
  }
}
