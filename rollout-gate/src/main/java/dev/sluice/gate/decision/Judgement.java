package dev.sluice.gate.decision;

import dev.sluice.schemas.Verdict;
import java.util.List;

/**
 * The verdict on one stage.
 *
 * @param verdict what the evidence allows
 * @param reason in one sentence, for people
 * @param findings one a guardrail, in the policy's order, those that are lost last; before them one
 *     about the harness, if it is shown to be broken
 * @param observations what guards nothing, for people
 */
public record Judgement(
    Verdict verdict, String reason, List<Finding> findings, List<Observation> observations) {

  public Judgement {
    findings = List.copyOf(findings);
    observations = List.copyOf(observations);
  }

  Judgement(Verdict verdict, String reason, List<Finding> findings) {
    this(verdict, reason, findings, List.of());
  }

  /** The same findings, but no promotion yet. */
  public Judgement heldBecause(String holdReason) {
    return new Judgement(Verdict.HOLD, holdReason, findings, observations);
  }

  /** The same with other observations. */
  public Judgement observing(List<Observation> others) {
    return new Judgement(verdict, reason, findings, others);
  }
}
