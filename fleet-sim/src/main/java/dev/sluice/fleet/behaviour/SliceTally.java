package dev.sluice.fleet.behaviour;

import dev.sluice.probe.run.ItemOutcome;

/** Counts over the items of one run, all suites together; read as the probe reads a real run. */
final class SliceTally {
  private int items;
  private int passed;
  private boolean crashed;
  private boolean fellBack;

  void add(ItemOutcome outcome, boolean spoilt) {
    items++;
    passed += outcome == ItemOutcome.PASS && !spoilt ? 1 : 0;
    crashed |= SuiteOutcomes.crashes(outcome);
    fellBack |= SuiteOutcomes.fallsBack(outcome);
  }

  boolean crashed() {
    return crashed;
  }

  boolean fellBack() {
    return fellBack;
  }

  /** Passed items over all items drawn, also those that were not answered. */
  double passFraction() {
    return (double) passed / items;
  }
}
