package dev.sluice.probe.ledger;

import java.util.List;
import java.util.Optional;

/** What the files of a ledger are found to hold. */
sealed interface LedgerContents {

  /** No ledger was ever begun here. */
  record Fresh() implements LedgerContents {}

  /**
   * The ledger is what its mark says.
   *
   * @param records the records up to the mark
   * @param unmarked a whole record behind the mark: written, but never acted upon
   */
  record Sound(LedgerMark mark, List<LedgerRecord> records, Optional<LedgerRecord> unmarked)
      implements LedgerContents {}

  /**
   * The ledger is missing or damaged, but its mark remembers what must not be forgotten.
   *
   * @param reason one line for people
   */
  record Lost(LedgerMark mark, String reason) implements LedgerContents {}

  /**
   * What was spent cannot be known: nothing may be released from here again.
   *
   * @param reason one line for people
   */
  record Unknowable(String reason) implements LedgerContents {}
}
