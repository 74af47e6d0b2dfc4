package dev.sluice.proof.statement;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;

/**
 * Privacy losses by basic composition: they add up.
 *
 * @param perReport epsilon of one report
 * @param perWindow epsilon of the most reports that a window of {@link Caps#WINDOW_DAYS} days may
 *     have
 * @param forLife epsilon of all reports that the lifetime's cap may have
 */
public record ComposedLoss(double perReport, double perWindow, double forLife) {

  /** Of reports that lose so much each, on a device that was set to lose another amount. */
  static ComposedLoss of(Epsilon each, Epsilon setTo, Caps caps) {
    long reportsForLife = caps.lifetimeNano() / setTo.nano();
    long reportsPerWindow = Math.min(caps.reportsPerWindow(), reportsForLife);
    return new ComposedLoss(
        each.value(), reportsPerWindow * each.nano() / 1e9, reportsForLife * each.nano() / 1e9);
  }

  /**
   * How sure somebody could become of one of two things that were equally likely before, at most:
   * e^epsilon / (1 + e^epsilon).
   */
  static double certainty(double epsilon) {
    return 1 / (1 + Math.exp(-epsilon));
  }
}
