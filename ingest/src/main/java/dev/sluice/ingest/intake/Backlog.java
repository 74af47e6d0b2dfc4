package dev.sluice.ingest.intake;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the reports that wait for their acknowledgement, and keeps them below a limit. */
final class Backlog {
  private final int limit;
  private final AtomicInteger waiting = new AtomicInteger();

  Backlog(int limit) {
    this.limit = limit;
  }

  /** Whether there is room for so many, for the moment. */
  boolean hasRoomFor(int reports) {
    return reports <= limit - waiting.get();
  }

  /** Makes room for all of some reports, or for none. */
  boolean reserve(int reports) {
    int before;
    do {
      before = waiting.get();
      if (reports > limit - before) {
        return false;
      }
    } while (!waiting.compareAndSet(before, before + reports));
    return true;
  }

  void release(int reports) {
    waiting.addAndGet(-reports);
  }

  int limit() {
    return limit;
  }

  int waiting() {
    return waiting.get();
  }
}
