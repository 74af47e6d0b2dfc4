package dev.sluice.ingest.senders;

import dev.sluice.ingest.problem.Problem;

/**
 * Why a sender is turned away.
 *
 * @param reason told to the sender, and counted
 * @param retryAfterSeconds seconds until it may try again; without meaning if the reason is final
 */
public record SenderRefusal(Problem reason, int retryAfterSeconds) {
  /** A refusal with the reason's own time to wait. */
  public SenderRefusal(Problem reason) {
    this(reason, reason.retryAfterSeconds());
  }
}
