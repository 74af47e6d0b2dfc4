package dev.sluice.probe.run;

import dev.sluice.probe.engine.ResourceUsage;

/** Sums up what the successive sessions of one run used. */
final class UsageTally {
  private ResourceUsage total = ResourceUsage.unknown();

  /** Adds the final usage of a session that has ended. */
  void add(ResourceUsage session) {
    total = total.then(session);
  }

  ResourceUsage total() {
    return total;
  }
}
