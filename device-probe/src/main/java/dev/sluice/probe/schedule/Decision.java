package dev.sluice.probe.schedule;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Whether to run. */
public sealed interface Decision {

  /** Now. */
  record RunNow() implements Decision {}

  /**
   * Not now.
   *
   * @param reasons every one that holds, at least one, in their order
   * @param lookAgain how long none of them is likely to change; more than 0, at most an hour
   */
  record Wait(Set<WaitReason> reasons, Duration lookAgain) implements Decision {
    public Wait {
      reasons = Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    }
  }
}
