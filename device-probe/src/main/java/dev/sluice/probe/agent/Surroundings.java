package dev.sluice.probe.agent;

import dev.sluice.probe.schedule.Conditions;

/** Looks at the device. */
@FunctionalInterface
public interface Surroundings {

  /**
   * The conditions now.
   *
   * @param ownThreads threads of this probe that compute at the moment
   */
  Conditions now(int ownThreads);
}
