package dev.sluice.probe.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, Integer> spareDraws = sparePairs(records);
    Map<String, Integer> sparePutOffs = sparePairs(records);
    newestDay(records).ifPresent(day -> compact.add(new LedgerRecord.Seen(day)));
    for (LedgerRecord record : records) {
      if (record instanceof LedgerRecord.Released release && settled.contains(release.cell())) {
        compact.add(release.withoutBytes());
      } else if (record instanceof LedgerRecord.Drawn drawn) {
        if (!released.contains(drawn.cell()) && !spare(drawn.cell(), spareDraws)) {
          compact.add(record);
        }
      } else if (record instanceof LedgerRecord.PutOff putOff) {
        if (!released.contains(putOff.cell()) && !spare(putOff.cell(), sparePutOffs)) {
          compact.add(record);
        }
      } else if (!(record instanceof LedgerRecord.Seen)) {
        compact.add(record);
      }
    }
    return compact;
  }

  /**
   * How many pairs of a begun run and its putting off say nothing, by cell: all but one, so that
   * the draw itself stays.
   */
  private static Map<String, Integer> sparePairs(List<LedgerRecord> records) {
    Map<String, Integer> pairs = new HashMap<>();
    for (LedgerRecord record : records) {
      if (record instanceof LedgerRecord.PutOff putOff) {
        pairs.merge(putOff.cell(), 1, Integer::sum);
      }
    }
    pairs.replaceAll((cell, count) -> count - 1);
    return pairs;
  }

  /** Uses up one of a cell's, if there is one left. */
  private static boolean spare(String cell, Map<String, Integer> spare) {
    int left = spare.getOrDefault(cell, 0);
    spare.put(cell, Math.max(0, left - 1));
    return left > 0;
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
