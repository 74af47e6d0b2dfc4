package dev.sluice.probe.send;

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
   */
  record Deferred(String reason) implements Delivery {}
}
