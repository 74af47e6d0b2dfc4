package dev.sluice.standalone.processes;

import java.time.Duration;

/** Waits until something holds, or for too long. */
final class Patience {
  private static final long LOOK_MILLIS = 50;

  private Patience() {}

  interface Condition {
    boolean holds();
  }

  /**
   * Returns when a condition holds.
   *
   * @param what what is waited for, in words that complete "waited in vain for ..."
   * @throws IllegalStateException if it does not hold in time
   */
  static void await(String what, Duration longest, Condition condition)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "waited in vain for %s, %d s".formatted(what, longest.toSeconds()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
