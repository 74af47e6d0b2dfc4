package dev.sluice.probe.observation;

import java.time.Duration;

/**
 * Time that passes when it is told to; what is to be done again and again is done while it does.
 */
public final class SimulatedPace implements Pace {
  private long nanos;
  private long periodNanos;
  private long nextTurnNanos;
  private Runnable task = () -> {};
  public boolean ticking;

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void pause(Duration duration) {
    long end = nanos + duration.toNanos();
    while (ticking && nextTurnNanos <= end) {
      nanos = nextTurnNanos;
      nextTurnNanos += periodNanos;
      task.run();
    }
    nanos = end;
  }

  @Override
  public Ticking every(Duration period, Runnable newTask) {
    task = newTask;
    periodNanos = period.toNanos();
    nextTurnNanos = nanos + periodNanos;
    ticking = true;
    return () -> ticking = false;
  }
}
