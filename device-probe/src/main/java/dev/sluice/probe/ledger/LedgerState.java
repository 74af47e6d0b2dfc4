package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Budget;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.Release;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Epsilon;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a ledger's records add up to. Immutable. */
public final class LedgerState {
  private final Caps caps;
  private final List<LedgerRecord> records;

  private LedgerState(Caps caps, List<LedgerRecord> records) {
    this.caps = caps;
    this.records = records;
  }

  static LedgerState of(Caps caps, List<LedgerRecord> records) {
    return new LedgerState(caps, List.copyOf(records));
  }

  LedgerState plus(LedgerRecord record) {
    List<LedgerRecord> more = new ArrayList<>(records);
    more.add(record);
    return new LedgerState(caps, List.copyOf(more));
  }

  /** The budget that the releases leave. */
  public Budget budget() {
    return Budget.of(
        caps, released().map(r -> new Release(r.cell(), r.day(), r.epsilon())).toList());
  }

  /** Whether a cell may be answered on a day. */
  public SpendingDecision request(String cell, Epsilon epsilon, LocalDate today) {
    SpendingDecision decision = budget().request(cell, epsilon, today);
    Optional<LocalDate> quarantine = quarantinedUntil();
    if (decision instanceof SpendingDecision.Granted granted
        && quarantine.isPresent()
        && granted.day().isBefore(quarantine.get())) {
      return new SpendingDecision.Refused(
          "an earlier ledger was lost, and what it had spent with it", quarantine);
    }
    return decision;
  }

  /** The metric that was drawn for a cell, if any was. */
  public Optional<String> drawnMetric(String cell) {
    return records.stream()
        .filter(record -> record instanceof LedgerRecord.Drawn && record.cell().equals(cell))
        .map(record -> ((LedgerRecord.Drawn) record).metric())
        .findFirst();
  }

  /** Releases that are not settled: what is to be sent, oldest first. */
  public List<LedgerRecord.Released> unsettled() {
    Map<String, LedgerRecord.Released> open = new LinkedHashMap<>();
    for (LedgerRecord record : records) {
      if (record instanceof LedgerRecord.Released released) {
        open.put(released.cell(), released);
      } else if (record instanceof LedgerRecord.Settled settled) {
        open.remove(settled.cell());
      }
    }
    return List.copyOf(open.values());
  }

  private Optional<LocalDate> quarantinedUntil() {
    return records.stream()
        .filter(LedgerRecord.Quarantined.class::isInstance)
        .map(record -> ((LedgerRecord.Quarantined) record).until())
        .max(LocalDate::compareTo);
  }

  private java.util.stream.Stream<LedgerRecord.Released> released() {
    return records.stream()
        .filter(LedgerRecord.Released.class::isInstance)
        .map(LedgerRecord.Released.class::cast);
  }
}
