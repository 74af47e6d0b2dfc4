package dev.sluice.gate.decision;

import dev.sluice.gate.policy.Guardrail;
import dev.sluice.gate.policy.Policy;

/** How much must be known before a harmless candidate is let through. */
public final class RequiredInformation {
  /** 80 % quantile of the standard normal distribution: the power that is planned for. */
  private static final double Z_80 = 0.8416212335729143;

  private RequiredInformation() {}

  /**
   * The information (reciprocal variance of the difference) with which a required guardrail of a
   * candidate that does no harm is shown within its margin, with probability .8 at a given look;
   * that there are many looks only helps.
   *
   * @param nextFraction share of the fleet that the promotion would expose
   */
  public static double toPromote(Policy policy, Guardrail guardrail, double nextFraction) {
    double margin = new HarmBudget(guardrail.harmBudget()).marginAt(nextFraction);
    ConfidenceSequence sequence = ErrorRates.of(policy).goingOn(margin);
    double low = 0;
    double high = 1 / (margin * margin);
    while (reach(sequence, high) > margin) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-9 * high) {
      double middle = low + (high - low) / 2;
      if (reach(sequence, middle) > margin) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Where the upper bound of a difference of 0 lies at worst, in four of five cases. */
  private static double reach(ConfidenceSequence sequence, double information) {
    return sequence.radius(information) + Z_80 / Math.sqrt(information);
  }
}
