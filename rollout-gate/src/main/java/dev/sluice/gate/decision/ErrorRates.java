package dev.sluice.gate.decision;

import dev.sluice.gate.policy.Policy;

/**
 * How a policy's error rate alpha is shared out.
 *
 * <p>Going back: any of m guardrails can do it, so each has alpha / m (Bonferroni), once for the
 * whole rollout, by one sequence that is tuned once.
 *
 * <p>Going on: alpha for every stage and every required guardrail, nothing shared. Not between
 * guardrails, as all must allow it (Berger 1982, intersection-union). And not between stages,
 * though each tunes a sequence of its own: margins fall as stages grow, so that a given harm
 * exceeds the margins of some stage and of all after it; whoever gets to any of them was wrongly
 * let through the first (a fixed sequence of tests: Maurer, Hothorn, Lehmacher 1995).
 */
record ErrorRates(double alpha, int guardrails) {
  /**
   * The harm that the sequence for going back is tuned to, in budgets. A rollout meets a grave harm
   * in its first, smallest stages, and a slight one late; four budgets is the margin at a quarter
   * of the fleet, in the middle of both.
   */
  private static final double TUNED_TO_BUDGETS = 4;

  static ErrorRates of(Policy policy) {
    // A lost guardrail has had its share: it is not given to the others.
    return new ErrorRates(policy.errorRate(), policy.guardrails().size() + policy.lost().size());
  }

  ConfidenceSequence goingBack(HarmBudget budget) {
    return ConfidenceSequence.tunedFor(alpha / guardrails, TUNED_TO_BUDGETS * budget.harm());
  }

  ConfidenceSequence goingOn(double margin) {
    return ConfidenceSequence.tunedFor(alpha, margin);
  }
}
