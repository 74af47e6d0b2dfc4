package dev.sluice.probe.observation;

import java.time.Duration;

/** Time as a watch needs it. */
public interface Pace {

  /** A monotonic clock in nanoseconds, for durations only. */
  long nanoTime();

  /** Lets time pass; returns early when the thread is interrupted, which it then still is. */
  void pause(Duration duration);

  /** Has something done again and again, on another thread, until the result is closed. */
  Ticking every(Duration period, Runnable task);

  /** Something that is done again and again. */
  interface Ticking extends AutoCloseable {
    /** Stops it. A turn that has begun may still end after this. */
    @Override
    void close();
  }
}
