package dev.sluice.probe.ledger;

import dev.sluice.privacy.mechanism.Epsilon;
import java.time.LocalDate;

/** One line of the ledger. A cell is what a device answers once: an epoch and a model version. */
public sealed interface LedgerRecord {

  String cell();

  /** The metric of a cell was drawn; it stands, whatever becomes of the run. */
  record Drawn(String cell, String metric) implements LedgerRecord {}

  /**
   * A report was made, and its budget is spent, whether or not it is ever delivered.
   *
   * @param bytes the encoded report: what is sent, and sent again
   */
  record Released(String cell, LocalDate day, Epsilon epsilon, ReportBytes bytes)
      implements LedgerRecord {}

  /** A report needs no more sending. */
  record Settled(String cell, Settlement settlement) implements LedgerRecord {}

  /**
   * No release before this day: an earlier ledger was lost, and what it had spent with it.
   *
   * @param cell empty
   */
  record Quarantined(String cell, LocalDate until) implements LedgerRecord {}

  /** How a report ended. */
  enum Settlement {
    /** The server has it on durable storage. */
    ACKNOWLEDGED,
    /** The server will never take it. */
    REFUSED
  }
}
