package dev.sluice.probe.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the agent to end in order. May be called from any thread. */
public final class StopSignal {
  private final CountDownLatch requested = new CountDownLatch(1);

  public void request() {
    requested.countDown();
  }

  /** Whether the agent is to end; also true as soon as this JVM is ending. */
  public boolean isRequested() {
    return requested.getCount() == 0 || jvmIsEnding();
  }

  /**
   * Waits.
   *
   * @return whether the agent is to end
   */
  public boolean await(long millis) {
    try {
      return requested.await(millis, TimeUnit.MILLISECONDS) || isRequested();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Hooks run in no order: the one that kills an engine may be before the one that says stop. */
  private static boolean jvmIsEnding() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }
}
