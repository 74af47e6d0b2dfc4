package dev.sluice.gate.kafka;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to look: after a change, not too soon after the last look, and rather at the end of the
 * topic than in the middle of it.
 */
final class LookClock {
  private final Duration interval;
  private final Duration patience;
  private Instant earliest = Instant.MIN;
  private @Nullable Instant changedAt;

  /**
   * A clock that knows of no change.
   *
   * @param interval least time between two looks
   * @param patience how long a change waits at most for the end of the topic
   */
  LookClock(Duration interval, Duration patience) {
    this.interval = interval;
    this.patience = patience;
  }

  /** Something has changed that no look has seen. */
  void changed(Instant now) {
    if (changedAt == null) {
      changedAt = now;
    }
  }

  /** Everything that has changed has been seen. */
  void looked(Instant now) {
    changedAt = null;
    earliest = now.plus(interval);
  }

  boolean due(Instant now, boolean caughtUp) {
    return changedAt != null
        && !now.isBefore(earliest)
        && (caughtUp || !now.isBefore(changedAt.plus(patience)));
  }
}
