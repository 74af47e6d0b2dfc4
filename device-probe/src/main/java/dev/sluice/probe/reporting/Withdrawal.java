package dev.sluice.probe.reporting;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.tokens.TokenStock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Erases what waits to be sent when the owner does not agree to it any more. */
public final class Withdrawal {
  private Withdrawal() {}

  /**
   * Erases the bytes of all reports, if any waits, and the tokens that would have been shown with
   * them: what a probe left behind that was stopped before it heard of the owner's choice.
   *
   * @return how many waited
   * @throws LedgerException if the ledger cannot be used, for example because another probe does
   */
  public static int of(Path dataDirectory, Caps caps, LocalDate today)
      throws IOException, LedgerException {
    TokenStock.erase(dataDirectory);
    boolean waiting =
        LedgerView.of(dataDirectory, caps, today) instanceof LedgerView.Present present
            && !present.state().unsettled().isEmpty();
    if (!waiting) {
      return 0;
    }
    try (LedgerFile ledger = LedgerFile.open(dataDirectory, caps, today)) {
      return ledger.withdraw();
    }
  }
}
