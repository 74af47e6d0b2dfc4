package dev.sluice.standalone.bench.job;

import dev.sluice.admission.Admission;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.schemas.Report;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The job's sums in plain Java on one thread: decode and validate with the same code, count each id
 * once, take an id out whose contents differ, add up exactly by cell. The memory of ids is what
 * anybody would write first: a hash map, with what a report added beside its id.
 *
 * <p>What the job does beyond that is what the comparison is about: threads, state that survives a
 * crash, windows that close, results in Kafka and PostgreSQL.
 */
final class PlainSums {
  private final ReportAdmission admission;
  private final Map<Id, Seen> seen = new HashMap<>();
  private final Map<PlainCell, Sums> cells = new HashMap<>();
  private long counted;
  private long repeated;
  private long conflicting;
  private long refused;

  PlainSums(ReportAdmission admission) {
    this.admission = admission;
  }

  private record Id(long high, long low) {}

  private static final class Sums {
    private final Mechanism mechanism;
    private final long[] sums;
    private final long[] squares;
    private long reports;

    Sums(Mechanism mechanism) {
      this.mechanism = mechanism;
      this.sums = new long[mechanism.slots()];
      this.squares = new long[mechanism.slots()];
    }

    void add(long[] payload) {
      mechanism.accumulate(payload, sums, squares);
      reports++;
    }

    void takeOut(long[] payload) {
      long[] itsSums = new long[sums.length];
      long[] itsSquares = new long[sums.length];
      mechanism.accumulate(payload, itsSums, itsSquares);
      for (int slot = 0; slot < sums.length; slot++) {
        sums[slot] -= itsSums[slot];
        squares[slot] -= itsSquares[slot];
      }
      reports--;
    }
  }

  private static final class Seen {
    private final Sums sums;
    private final long[] payload;
    private boolean disputed;

    Seen(Sums sums, long[] payload) {
      this.sums = sums;
      this.payload = payload;
    }
  }

  /** Takes one record of the log. */
  void take(byte[] bytes, long loggedMillis) {
    if (admission.judge(bytes, loggedMillis) instanceof Admission.Admitted admitted) {
      take(admitted, admitted.payload());
    } else {
      refused++;
    }
  }

  private void take(Admission.Admitted admitted, long[] payload) {
    Report report = admitted.report();
    ByteBuffer words = ByteBuffer.wrap(report.getId().bytes());
    Id id = new Id(words.getLong(), words.getLong());
    Sums sums =
        cells.computeIfAbsent(
            PlainCell.of(report), cell -> new Sums(admitted.metric().mechanism()));
    Seen before = seen.putIfAbsent(id, new Seen(sums, payload));
    if (before == null) {
      sums.add(payload);
      counted++;
    } else if (!before.disputed && before.sums == sums && Arrays.equals(before.payload, payload)) {
      repeated++;
    } else {
      dispute(before);
    }
  }

  private void dispute(Seen first) {
    conflicting++;
    if (!first.disputed) {
      first.disputed = true;
      first.sums.takeOut(first.payload);
      counted--;
      conflicting++;
    }
  }

  /** Reports that are in the sums. */
  long counted() {
    return counted;
  }

  /** Reports that were in them already. */
  long repeated() {
    return repeated;
  }

  /** Reports whose id came with several contents. */
  long conflicting() {
    return conflicting;
  }

  /** Records that are no reports. */
  long refused() {
    return refused;
  }

  /** Reports over all cells, which is {@link #counted} if the sums are right. */
  long reportsInCells() {
    return cells.values().stream().mapToLong(each -> each.reports).sum();
  }
}
