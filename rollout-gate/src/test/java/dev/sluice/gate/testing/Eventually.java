package dev.sluice.gate.testing;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads do. */
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Eventually() {}

  /** The first value that meets a condition. */
  public static <T> T get(Supplier<T> source, Predicate<T> condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    T value = source.get();
    while (!condition.test(value)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still " + value + " after " + DEADLINE);
      }
      pause();
      value = source.get();
    }
    return value;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
