package dev.sluice.jobs.decisions;

/** What became of a record of the decisions topic. */
public sealed interface DecisionReading {
  /** A decision to keep. */
  record Kept(KeptDecision decision) implements DecisionReading {}

  /**
   * No decision that can be kept.
   *
   * @param reason why not, for people
   */
  record Unreadable(String reason) implements DecisionReading {}
}
