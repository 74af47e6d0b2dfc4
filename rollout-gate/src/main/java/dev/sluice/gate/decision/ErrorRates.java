package dev.sluice.gate.decision;

import dev.sluice.gate.policy.Policy;

/**
 * How a policy's error rate alpha is shared out.
 *
 * <p>Going back: any of m guardrails can do it, so each has alpha / m (Bonferroni), once for the
 * whole rollout. Going on: all required guardrails must allow it, so that there is nothing to share
 * between them (Berger 1982, intersection-union), but each of the transitions tunes a sequence of
 * its own and has alpha / transitions.
 */
record ErrorRates(double alpha, int guardrails, int transitions) {
  /**
   * The harm that the sequence for going back is tuned to, in budgets. A rollout meets a grave harm
   * in its first, smallest stages, and a slight one late; four budgets is the margin at a quarter
   * of the fleet, in the middle of both.
   */
  private static final double TUNED_TO_BUDGETS = 4;

  static ErrorRates of(Policy policy) {
    return new ErrorRates(policy.errorRate(), policy.guardrails().size(), policy.transitions());
  }

  ConfidenceSequence goingBack(HarmBudget budget) {
    return ConfidenceSequence.tunedFor(alpha / guardrails, TUNED_TO_BUDGETS * budget.harm());
  }

  ConfidenceSequence goingOn(double margin) {
    return ConfidenceSequence.tunedFor(alpha / transitions, margin);
  }
}
