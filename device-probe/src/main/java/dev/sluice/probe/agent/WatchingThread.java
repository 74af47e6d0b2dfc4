package dev.sluice.probe.agent;

import java.util.function.BooleanSupplier;

/** Interrupts another thread once a condition holds. */
final class WatchingThread implements RunInterrupter {
  private static final long LOOK_EVERY_MILLIS = 500;

  private final Thread watched;
  private final Thread watcher;
  private boolean closed;

  WatchingThread(Thread watched, BooleanSupplier mustStop) {
    this.watched = watched;
    this.watcher = new Thread(() -> watch(mustStop), "run-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch(BooleanSupplier mustStop) {
    try {
      while (!mustStop.getAsBoolean()) {
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
      interrupt();
    } catch (InterruptedException notNeededAnyMore) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void interrupt() {
    if (!closed) {
      watched.interrupt();
    }
  }

  /** The interruption that it may have made is over with it: what comes next is to be done. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      watcher.interrupt();
      Thread.interrupted();
    }
  }
}
