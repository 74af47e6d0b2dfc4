package dev.sluice.jobs;

import java.time.Duration;

/** Waits for a state that other threads bring about; what is still wrong at the end is thrown. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_MILLIS = 200;

  private Eventually() {}

  interface Check {
    void run() throws Exception;
  }

  static void passes(Check check) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() - deadline > 0) {
          throw notYet;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
