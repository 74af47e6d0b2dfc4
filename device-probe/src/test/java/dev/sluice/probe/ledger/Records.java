package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.schemas.Digest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Ledgers and records for tests. */
final class Records {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  static final Epsilon ONE = Epsilon.of(1);

  private Records() {}

  static LedgerFile open(DurableFiles files, LocalDate today) throws IOException, LedgerException {
    return open(files, Caps.DEFAULT, today);
  }

  static LedgerFile open(DurableFiles files, Caps caps, LocalDate today)
      throws IOException, LedgerException {
    return LedgerFile.open(files, () -> {}, caps, today);
  }

  static LedgerRecord.Drawn drawn(String cell) {
    return new LedgerRecord.Drawn(cell, "quality");
  }

  /** A release whose bytes are made of one number. */
  static LedgerRecord.Released released(String cell, int filler) {
    return released(cell, TODAY, filler);
  }

  static LedgerRecord.Released released(String cell, LocalDate day, int filler) {
    byte[] bytes = new byte[320];
    Arrays.fill(bytes, (byte) filler);
    return new LedgerRecord.Released(
        cell,
        "quality",
        day,
        ONE,
        new Digest(new byte[16]),
        Instant.EPOCH,
        Optional.of(ReportBytes.of(bytes)));
  }

  static LedgerRecord.Settled acknowledged(String cell) {
    return new LedgerRecord.Settled(cell, LedgerRecord.Settlement.ACKNOWLEDGED);
  }
}
