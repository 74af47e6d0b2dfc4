package dev.sluice.gate.decision;

/**
 * The harm that a whole fleet may bear undetected. A harm d that only a share f of the fleet meets
 * costs the fleet d f; to stay below the budget H, the harm to be ruled out is H / f. So a small
 * stage asks for a coarse proof and the last one for the finest, as the arms that give it grow.
 *
 * @param harm H: harm to each device, were all of them exposed, in the metric's unit; above 0
 */
record HarmBudget(double harm) {

  HarmBudget {
    if (!(harm > 0 && Double.isFinite(harm))) {
      throw new IllegalArgumentException("the harm budget must be above 0, was " + harm);
    }
  }

  /** The harm to be ruled out before a share of the fleet may be exposed; above 0, at most 1. */
  double marginAt(double fraction) {
    return harm / fraction;
  }

  /**
   * Whether a proven harm is one to go back for: more than half of the budget, at full exposure.
   * Half the budget, not half of the margin: going back is about what the candidate is, and not
   * about how few have it.
   */
  boolean calledOffBy(double estimatedHarm) {
    return estimatedHarm > harm / 2;
  }
}
