package dev.sluice.ingest.kafka;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Waits for the last of several reports to be settled. */
final class Acknowledgements {
  private final AtomicInteger open;
  private final Consumer<BitSet> whenSettled;
  private final BitSet failed = new BitSet(0);

  Acknowledgements(int reports, Consumer<BitSet> whenSettled) {
    this.open = new AtomicInteger(reports);
    this.whenSettled = whenSettled;
  }

  /** Settles the report at a position, once. */
  void settle(int position, boolean acknowledged) {
    if (!acknowledged) {
      synchronized (failed) {
        failed.set(position);
      }
    }
    // The counter orders what each thread wrote above before what the last one reads below.
    if (open.decrementAndGet() == 0) {
      whenSettled.accept(failed);
    }
  }
}
