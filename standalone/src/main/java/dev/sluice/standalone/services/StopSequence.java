package dev.sluice.standalone.services;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, so that it can be stopped in reverse. A step that fails does not keep the
 * later ones from being tried: leaving a process behind is worse than a second failure.
 */
final class StopSequence implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(StopSequence.class);

  /** Longer than any one step of a start takes. */
  private static final long START_STEP_SECONDS = 60;

  private record Step(String name, Runnable stop) {}

  private final Deque<Step> steps = new ArrayDeque<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile boolean closedFromOutside;

  /**
   * Remembers how to stop what has just been started. If the stop has come meanwhile, from a
   * shutdown hook, it is stopped at once.
   *
   * @throws IllegalStateException if the sequence is already closed
   */
  synchronized void add(String name, Runnable stop) {
    var step = new Step(name, stop);
    if (closed) {
      run(step);
      throw new IllegalStateException("stopped while starting");
    }
    steps.push(step);
  }

  /** Says that nothing will be added any more, because all is started or the start has failed. */
  void startEnded() {
    started.countDown();
  }

  /** Whether the stop has begun. */
  boolean closed() {
    return closed;
  }

  /** Whether the stop came from outside: the process is about to end. */
  boolean closedFromOutside() {
    return closedFromOutside;
  }

  /**
   * Runs all steps, from another thread than the one that starts things: a start that is under way
   * ends at its next step first, so that it makes nothing new while the earlier steps are undone.
   */
  void closeFromOutside() {
    closedFromOutside = true;
    closed = true;
    try {
      if (!started.await(START_STEP_SECONDS, TimeUnit.SECONDS)) {
        logger.warn("a start hangs; stopping what it has begun");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Runs all steps once, the latest first. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!steps.isEmpty()) {
      run(steps.pop());
    }
  }

  private static void run(Step step) {
    try {
      logger.info("stopping: {}", step.name());
      step.stop().run();
    } catch (RuntimeException e) { // the other steps must still be tried
      logger.error("could not stop: {}: {}", step.name(), e.getMessage());
      logger.info("the failed stop", e);
    }
  }
}
