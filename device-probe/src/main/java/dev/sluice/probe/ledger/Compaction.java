package dev.sluice.probe.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The same ledger in fewer records. What budget, draws, waiting reports and the list of reports
 * need stays; the bytes of settled reports, and all days but the newest, go.
 */
final class Compaction {
  private Compaction() {}

  static List<LedgerRecord> of(List<LedgerRecord> records) {
    Set<String> released = cells(records, LedgerRecord.Released.class);
    Set<String> settled = cells(records, LedgerRecord.Settled.class);
    List<LedgerRecord> compact = new ArrayList<>();
    newestDay(records).ifPresent(day -> compact.add(new LedgerRecord.Seen(day)));
    for (LedgerRecord record : records) {
      if (record instanceof LedgerRecord.Released release && settled.contains(release.cell())) {
        compact.add(release.withoutBytes());
      } else if (!(record instanceof LedgerRecord.Seen)
          && !(record instanceof LedgerRecord.Drawn drawn && released.contains(drawn.cell()))) {
        compact.add(record);
      }
    }
    return compact;
  }

  private static Optional<LocalDate> newestDay(List<LedgerRecord> records) {
    return records.stream()
        .filter(LedgerRecord.Seen.class::isInstance)
        .map(record -> ((LedgerRecord.Seen) record).day())
        .max(LocalDate::compareTo);
  }

  private static Set<String> cells(List<LedgerRecord> records, Class<? extends LedgerRecord> kind) {
    return records.stream()
        .filter(kind::isInstance)
        .map(
            record ->
                record instanceof LedgerRecord.Released released
                    ? released.cell()
                    : ((LedgerRecord.Settled) record).cell())
        .collect(Collectors.toSet());
  }
}
