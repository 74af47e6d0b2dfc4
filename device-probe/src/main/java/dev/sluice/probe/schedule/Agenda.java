package dev.sluice.probe.schedule;

import java.util.OptionalLong;
import java.util.Set;

/** What there is to do. */
public sealed interface Agenda {

  /**
   * A run is due.
   *
   * @param neededMemoryBytes what it takes; empty if that cannot be computed, or if it has it
   *     already
   * @param overNetwork whether it asks another machine
   */
  record Due(OptionalLong neededMemoryBytes, boolean overNetwork) implements Agenda {}

  /**
   * None is.
   *
   * @param reasons why, at least one
   */
  record Empty(Set<WaitReason> reasons) implements Agenda {
    public Empty {
      reasons = Set.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("an empty agenda must have a reason");
      }
    }
  }
}
