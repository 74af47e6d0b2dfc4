package dev.sluice.probe.ledger;

import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a ledger must never be forgotten, even if the ledger is lost. Only ever grows.
 *
 * @param spentNano epsilon spent for life, in units of 1e-9
 * @param day the newest day that any record names
 * @param cells digests of all cells that were drawn or answered
 */
record Memory(long spentNano, LocalDate day, List<Digest> cells) {
  static final Memory NONE = new Memory(0, LocalDate.EPOCH, List.of());

  Memory {
    LedgerDays.require(day);
    cells = List.copyOf(cells);
    if (spentNano < 0) {
      throw new IllegalArgumentException("spent epsilon must not be negative: " + spentNano);
    }
  }

  /** How a cell is remembered: by a digest of its name. */
  static Digest digest(String cell) {
    return Digests.of(cell.getBytes(StandardCharsets.UTF_8));
  }

  Memory plus(LedgerRecord record) {
    if (record instanceof LedgerRecord.Seen seen) {
      return new Memory(spentNano, LedgerDays.later(day, seen.day()), cells);
    }
    if (record instanceof LedgerRecord.Drawn drawn) {
      return new Memory(spentNano, day, union(List.of(digest(drawn.cell()))));
    }
    if (record instanceof LedgerRecord.Released released) {
      return new Memory(
          sum(released.epsilon().nano()),
          LedgerDays.later(day, released.day()),
          union(List.of(digest(released.cell()))));
    }
    if (record instanceof LedgerRecord.Lost lost) {
      return new Memory(
          sum(lost.spentNano()), LedgerDays.later(day, lost.day()), union(lost.cells()));
    }
    return this;
  }

  /** A sum beyond a long stays at its greatest value. */
  private long sum(long nano) {
    long sum = spentNano + nano;
    return sum < spentNano ? Long.MAX_VALUE : sum;
  }

  private List<Digest> union(List<Digest> more) {
    Set<Digest> union = new LinkedHashSet<>(cells);
    union.addAll(more);
    return List.copyOf(union);
  }
}
