package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.storage.InMemoryFiles;
import java.io.IOException;
import java.time.LocalDate;

/** Opens ledgers in memory, for tests of other packages. */
public final class InMemoryLedger {
  private InMemoryLedger() {}

  public static LedgerFile open(InMemoryFiles files, Caps caps, LocalDate today)
      throws IOException, LedgerException {
    return LedgerFile.open(files, () -> {}, caps, today);
  }
}
