package dev.sluice.gate.rollout;

import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.evidence.Sources;
import dev.sluice.schemas.Digest;
import java.time.LocalDate;

/**
 * One look at the evidence and what came of it.
 *
 * @param day newest day of the evidence; the rollout's first day without evidence
 * @param reports reports of both arms in the evidence, about whatever metric
 * @param inputsDigest names the evidence
 * @param sources where it is from, and what was left out
 * @param judgement verdict and findings
 */
public record Look(
    LocalDate day, long reports, Digest inputsDigest, Sources sources, Judgement judgement) {

  Look heldBecause(String reason) {
    return new Look(day, reports, inputsDigest, sources, judgement.heldBecause(reason));
  }
}
