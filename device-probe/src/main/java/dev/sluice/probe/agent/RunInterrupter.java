package dev.sluice.probe.agent;

import java.util.function.BooleanSupplier;

/**
 * Breaks off an answer that is being written, on the thread that waits for it, as soon as a
 * condition holds. Once it is closed, nothing is interrupted any more.
 */
public interface RunInterrupter extends AutoCloseable {

  @Override
  void close();

  /** Makes one for the calling thread. */
  @FunctionalInterface
  interface Maker {
    RunInterrupter of(BooleanSupplier mustStop);
  }

  /** Looks twice a second, on a thread of its own. */
  static RunInterrupter watching(BooleanSupplier mustStop) {
    return new WatchingThread(Thread.currentThread(), mustStop);
  }
}
