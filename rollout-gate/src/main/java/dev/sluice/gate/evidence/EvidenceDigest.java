package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;

/**
 * Digest of evidence: one line a cell, in the order of the keys, each {@code key reports
 * sum,squares sum,squares ...}. Whoever has the aggregates can compute it again.
 */
final class EvidenceDigest {
  private EvidenceDigest() {}

  static Digest of(Collection<Cell> cells) {
    StringBuilder canonical = new StringBuilder();
    cells.stream().sorted(Comparator.comparing(Cell::key)).forEach(cell -> line(cell, canonical));
    return Digests.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void line(Cell cell, StringBuilder canonical) {
    CellSums sums = cell.sums();
    canonical.append(cell.key()).append(' ').append(sums.reports());
    for (int slot = 0; slot < sums.slots(); slot++) {
      canonical.append(' ').append(sums.sum(slot)).append(',').append(sums.sumOfSquares(slot));
    }
    canonical.append('\n');
  }
}
