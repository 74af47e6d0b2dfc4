package dev.sluice.probe.run;

import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.suites.grading.Grade;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came of asking one item or control.
 *
 * @param id of the item or control
 * @param answer what the model wrote; present exactly when it answered; stays on the device
 * @param score how good the answer is, 0 to 1; absent without an answer, for an answer of the wrong
 *     form, and where the suite only asks whether an answer keeps to a boundary
 * @param explanation for the person at the device, may quote the answer; empty for a pass
 * @param timings present exactly when the model answered
 * @param breaksGate whether the answer breaks a gate of its suite, and is a format error for that
 * @param attempts what came of each time that an item was asked, where its suite repeats; else
 *     empty. Answer, explanation and timings of the item are then those of a telling attempt, its
 *     score is their mean
 */
public record ItemResult(
    String id,
    ItemOutcome outcome,
    Optional<String> answer,
    OptionalDouble score,
    String explanation,
    Optional<GenerationTimings> timings,
    boolean breaksGate,
    List<ItemResult> attempts) {

  public ItemResult {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(explanation, "explanation");
    attempts = List.copyOf(attempts);
    if (answer.isPresent() != timings.isPresent()) {
      throw new IllegalArgumentException("answer and timings must both be present or both absent");
    }
    if (breaksGate && outcome != ItemOutcome.FORMAT_ERROR) {
      throw new IllegalArgumentException("what breaks a gate is a format error, was " + outcome);
    }
  }

  /** Asked once, and no gate broken. */
  public ItemResult(
      String id,
      ItemOutcome outcome,
      Optional<String> answer,
      OptionalDouble score,
      String explanation,
      Optional<GenerationTimings> timings) {
    this(id, outcome, answer, score, explanation, timings, false, List.of());
  }

  static ItemResult answered(
      String id, ItemOutcome outcome, String answer, Grade grade, GenerationTimings timings) {
    return new ItemResult(
        id,
        outcome,
        Optional.of(answer),
        grade.score(),
        grade.explanation(),
        Optional.of(timings),
        grade.breaksGate(),
        List.of());
  }

  static ItemResult unanswered(String id, ItemOutcome outcome, String explanation) {
    return new ItemResult(
        id, outcome, Optional.empty(), OptionalDouble.empty(), explanation, Optional.empty());
  }

  /** This result itself, or each of its attempts. */
  public List<ItemResult> answers() {
    return attempts.isEmpty() ? List.of(this) : attempts;
  }

  public boolean passed() {
    return outcome == ItemOutcome.PASS;
  }
}
