package dev.sluice.standalone.services;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, so that it can be stopped in reverse. A step that fails does not keep the
 * later ones from being tried: leaving a process behind is worse than a second failure.
 */
final class StopSequence implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(StopSequence.class);

  private record Step(String name, Runnable stop) {}

  private final Deque<Step> steps = new ArrayDeque<>();
  private volatile boolean closed;

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

  /** Whether the stop has begun. */
  boolean closed() {
    return closed;
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
