package dev.sluice.ingest.intake;

import dev.sluice.ingest.problem.Problem;
import java.util.List;

/** What came of offering reports. */
public sealed interface IntakeOutcome {

  /** Too many reports wait already; none of these was looked at. */
  record QueueFull() implements IntakeOutcome {}

  /**
   * Each report is acknowledged, rejected for good, or to be sent again.
   *
   * @param acknowledged how many are on durable storage
   * @param rejected those that will never be taken, by ascending index
   * @param unacknowledged indices, ascending, of those that the log failed to acknowledge
   */
  record Settled(int acknowledged, List<RejectedReport> rejected, List<Integer> unacknowledged)
      implements IntakeOutcome {}

  /**
   * One rejected report.
   *
   * @param index its place among those offered, from 0
   * @param reason why
   * @param detail the field concerned, or empty
   */
  record RejectedReport(int index, Problem reason, String detail) {}
}
