package dev.sluice.fleet.behaviour;

import dev.sluice.probe.run.ItemOutcome;

/** Counts over the items of one run, all suites together. */
final class SliceTally {
  private int scored;
  private int passed;
  private boolean crashed;

  void add(ItemOutcome outcome, boolean spoilt) {
    crashed |= SuiteOutcomes.endsRun(outcome);
    if (outcome.scored()) {
      scored++;
      passed += outcome == ItemOutcome.PASS && !spoilt ? 1 : 0;
    }
  }

  boolean crashed() {
    return crashed;
  }

  /** Passed items over scored ones; NaN when none was scored, which no device takes for a value. */
  double passFraction() {
    return (double) passed / scored;
  }
}
