package dev.sluice.probe.send;

import java.time.Duration;
import java.util.Optional;

/** What came of sending one report. */
public sealed interface Delivery {

  /** The server has it on durable storage. */
  record Acknowledged() implements Delivery {}

  /**
   * The server will never take it.
   *
   * @param reason one line for people
   */
  record Refused(String reason) implements Delivery {}

  /**
   * Not now; the same bytes are to be sent again later.
   *
   * @param reason one line for people
   * @param retryAfter how long the server wants to be left alone, if it said so
   */
  record Deferred(String reason, Optional<Duration> retryAfter) implements Delivery {

    /** One that no server asked for. */
    public Deferred(String reason) {
      this(reason, Optional.empty());
    }
  }
}
