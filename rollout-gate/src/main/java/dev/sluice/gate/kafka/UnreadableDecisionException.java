package dev.sluice.gate.kafka;

/** A record of the decisions topic that this gate does not understand. */
public final class UnreadableDecisionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableDecisionException(long offset, String reason) {
    super("the decision at offset " + offset + " cannot be read: " + reason);
  }
}
