package dev.sluice.ingest.senders;

/** Whether a sender may send. */
public sealed interface SenderVerdict {

  /**
   * It may, as far as its allowance goes.
   *
   * @param allowance asked once more when the reports are there
   */
  record MaySend(Allowance allowance) implements SenderVerdict {}

  /** It may not. */
  record MayNot(SenderRefusal refusal) implements SenderVerdict {}
}
