package dev.sluice.gate.decision;

import dev.sluice.schemas.Verdict;
import java.util.List;

/**
 * The verdict on one stage.
 *
 * @param verdict what the evidence allows
 * @param reason in one sentence, for people
 * @param findings one a guardrail, in the policy's order
 */
public record Judgement(Verdict verdict, String reason, List<Finding> findings) {

  public Judgement {
    findings = List.copyOf(findings);
  }

  /** The same findings, but no promotion yet. */
  public Judgement heldBecause(String holdReason) {
    return new Judgement(Verdict.HOLD, holdReason, findings);
  }
}
