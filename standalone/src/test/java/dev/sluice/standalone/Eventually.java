package dev.sluice.standalone;

import java.time.Duration;
import java.time.Instant;

/** Waits for what other processes do in their own time. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  private Eventually() {}

  /** An assertion that may fail for a while. */
  @FunctionalInterface
  public interface Check {
    void run() throws Exception;
  }

  /** Tries until it passes; fails as it failed last when that takes too long. */
  public static void passes(Check check) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
