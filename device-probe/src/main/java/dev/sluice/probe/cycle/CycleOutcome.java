package dev.sluice.probe.cycle;

import dev.sluice.probe.send.Delivery;
import java.time.LocalDate;
import java.util.Optional;

/** How one turn of the probe ended. */
public sealed interface CycleOutcome {

  /**
   * A report is in the ledger, and this came of sending it.
   *
   * @param metric the metric that was drawn
   */
  record Released(String metric, Delivery delivery) implements CycleOutcome {}

  /**
   * A report is in the ledger, and leaves with the first turn after its random delay.
   *
   * @param metric the metric that was drawn
   */
  record Waiting(String metric) implements CycleOutcome {}

  /** This epoch and version had been answered before; nothing was run. */
  record AlreadyReleased() implements CycleOutcome {}

  /**
   * There is no metric to report; nothing was run.
   *
   * @param reason one line for people
   */
  record NothingToReport(String reason) implements CycleOutcome {}

  /**
   * The device cannot take the release, and was asked about something that takes a run; nothing was
   * run, and nothing leaves.
   *
   * @param reason one of the words of the registry, such as {@code memory}
   */
  record NotEligible(String reason) implements CycleOutcome {}

  /**
   * The budget does not allow it; nothing was run.
   *
   * @param allowedFrom first day on which it would; empty if never
   */
  record BudgetRefused(String reason, Optional<LocalDate> allowedFrom) implements CycleOutcome {}
}
