package dev.sluice.probe.ledger;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.schemas.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One line of the ledger. A cell is what a device answers once: an epoch and a model version. */
public sealed interface LedgerRecord {

  /** The device's clock showed this day: from now on no earlier one counts. */
  record Seen(LocalDate day) implements LedgerRecord {
    public Seen {
      LedgerDays.require(day);
    }
  }

  /**
   * The metric of a cell was drawn, and a run is about to begin. The first one stands, whatever
   * becomes of the run; further ones, with the same metric, count the runs that were begun.
   */
  record Drawn(String cell, String metric) implements LedgerRecord {}

  /**
   * A run that had been begun was put off by the device's own policy, before its end and whatever
   * it had come to by then: it does not count among the runs that did not end.
   */
  record PutOff(String cell) implements LedgerRecord {}

  /**
   * A report was made, and its budget is spent, whether or not it is ever delivered.
   *
   * @param registryDigest digest of the registry under which it was made
   * @param sendAfter it is not to be sent before; drawn at random, so that its arrival does not
   *     tell when the model ran. In whole seconds
   * @param bytes the encoded report: what is sent, and sent again; empty when it will never be sent
   *     again and was dropped
   */
  record Released(
      String cell,
      String metric,
      LocalDate day,
      Epsilon epsilon,
      Digest registryDigest,
      Instant sendAfter,
      Optional<ReportBytes> bytes)
      implements LedgerRecord {
    public Released {
      LedgerDays.require(day);
    }

    /** What stays of it once it is settled: no bytes, and no time of day. */
    Released withoutBytes() {
      return new Released(
          cell, metric, day, epsilon, registryDigest, Instant.EPOCH, Optional.empty());
    }
  }

  /** A report needs no more sending. */
  record Settled(String cell, Settlement settlement) implements LedgerRecord {}

  /**
   * An earlier ledger was lost; this is what its mark remembers.
   *
   * @param day the newest day that it had seen
   * @param until no release before this day: the lost releases may count in a window until then
   * @param spentNano what it had spent, in units of 1e-9
   * @param cells digests of the cells that it had drawn or answered: never again
   */
  record Lost(LocalDate day, LocalDate until, long spentNano, List<Digest> cells)
      implements LedgerRecord {
    public Lost {
      LedgerDays.require(day);
      LedgerDays.require(until);
      cells = List.copyOf(cells);
      if (spentNano < 0) {
        throw new IllegalArgumentException("spent epsilon must not be negative: " + spentNano);
      }
    }
  }

  /** How a report ended. */
  enum Settlement {
    /** The server has it on durable storage. */
    ACKNOWLEDGED,
    /** The server will never take it. */
    REFUSED,
    /** The owner opted out while it waited; its bytes are erased. */
    WITHDRAWN,
    /** It waited so long that no server would count it any more; its bytes are dropped. */
    EXPIRED
  }
}
