package dev.sluice.privacy.budget;

import java.time.LocalDate;
import java.util.Optional;

/** May a device release once more? */
public sealed interface SpendingDecision {

  /** It may, on this day of the ledger's own calendar. */
  record Granted(LocalDate day) implements SpendingDecision {}

  /** The cell has been answered: the same bytes may be sent again, new ones never. */
  record AlreadyReleased() implements SpendingDecision {}

  /**
   * A cap stands in the way.
   *
   * @param reason what a person should know
   * @param allowedFrom first day on which it would be granted; empty if never
   */
  record Refused(String reason, Optional<LocalDate> allowedFrom) implements SpendingDecision {}
}
