package dev.sluice.gate.kafka;

import java.time.Duration;
import java.time.Instant;

/** Whether a loop still turns. One thread turns, others ask. */
final class TurnWatch {
  private final Duration patience;
  private volatile Instant newest;

  /**
   * A watch over a loop that begins now.
   *
   * @param patience how long a turn may take; above that it hangs
   */
  TurnWatch(Duration patience, Instant now) {
    this.patience = patience;
    this.newest = now;
  }

  /** The loop has come so far. */
  void turned(Instant now) {
    newest = now;
  }

  boolean turns(Instant now) {
    return !now.isAfter(newest.plus(patience));
  }
}
