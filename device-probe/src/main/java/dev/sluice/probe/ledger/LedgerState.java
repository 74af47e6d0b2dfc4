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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a ledger's records add up to. Immutable. */
public final class LedgerState {
  private final Caps caps;
  private final List<LedgerRecord> records;

  private LedgerState(Caps caps, List<LedgerRecord> records) {
    this.caps = caps;
    this.records = records;
  }

  /** What a device that has never reported may do. */
  public static LedgerState empty(Caps caps) {
    return new LedgerState(caps, List.of());
  }

  static LedgerState of(Caps caps, List<LedgerRecord> records) {
    return new LedgerState(caps, List.copyOf(records));
  }

  LedgerState plus(LedgerRecord record) {
    List<LedgerRecord> more = new ArrayList<>(records);
    more.add(record);
    return new LedgerState(caps, List.copyOf(more));
  }

  List<LedgerRecord> records() {
    return records;
  }

  /** The budget that the releases leave, also those of a ledger that was lost. */
  public Budget budget() {
    long carriedNano = losses().map(LedgerRecord.Lost::spentNano).reduce(0L, Math::max);
    return Budget.of(
        caps,
        carriedNano,
        released().map(r -> new Release(r.cell(), r.day(), r.epsilon())).toList());
  }

  /** The newest day that the device's clock has ever shown, whatever it shows now. */
  public LocalDate newestDay() {
    return records.stream().map(LedgerState::day).reduce(LocalDate.EPOCH, LedgerDays::later);
  }

  private static LocalDate day(LedgerRecord record) {
    if (record instanceof LedgerRecord.Seen seen) {
      return seen.day();
    }
    if (record instanceof LedgerRecord.Released released) {
      return released.day();
    }
    return record instanceof LedgerRecord.Lost lost ? lost.day() : LocalDate.EPOCH;
  }

  /** No release before this day, because an earlier ledger was lost; empty if none was. */
  public Optional<LocalDate> quarantinedUntil() {
    return losses().map(LedgerRecord.Lost::until).max(LocalDate::compareTo);
  }

  /**
   * Whether a cell may be answered.
   *
   * @param today the device's clock, which counts only if it shows a day that is new
   */
  public SpendingDecision request(String cell, Epsilon epsilon, LocalDate today) {
    LocalDate day = LedgerDays.later(newestDay(), today);
    if (losses().anyMatch(lost -> lost.cells().contains(Memory.digest(cell)))) {
      return new SpendingDecision.AlreadyReleased();
    }
    SpendingDecision decision = budget().request(cell, epsilon, day);
    Optional<LocalDate> quarantine = quarantinedUntil();
    if (decision instanceof SpendingDecision.Granted granted
        && quarantine.isPresent()
        && granted.day().isBefore(quarantine.get())) {
      return new SpendingDecision.Refused(
          "an earlier ledger was lost, and its releases with it", quarantine);
    }
    return decision;
  }

  /** The metric that was drawn for a cell, if any was. */
  public Optional<String> drawnMetric(String cell) {
    return records.stream()
        .filter(record -> record instanceof LedgerRecord.Drawn drawn && drawn.cell().equals(cell))
        .map(record -> ((LedgerRecord.Drawn) record).metric())
        .findFirst();
  }

  /** How many runs were begun for a cell and did not end, those aside that were put off. */
  public long unendedRuns(String cell) {
    long begun = count(record -> record instanceof LedgerRecord.Drawn d && d.cell().equals(cell));
    long putOff = count(record -> record instanceof LedgerRecord.PutOff p && p.cell().equals(cell));
    return Math.max(0, begun - putOff);
  }

  private long count(Predicate<LedgerRecord> condition) {
    return records.stream().filter(condition).count();
  }

  /** Every report that was ever made here, oldest first. */
  public List<RecordedReport> reports() {
    Map<String, RecordedReport> reports = new LinkedHashMap<>();
    for (LedgerRecord record : records) {
      if (record instanceof LedgerRecord.Released released) {
        reports.put(released.cell(), new RecordedReport(released, Optional.empty()));
      } else if (record instanceof LedgerRecord.Settled settled) {
        reports.computeIfPresent(
            settled.cell(),
            (cell, report) ->
                new RecordedReport(report.released(), Optional.of(settled.settlement())));
      }
    }
    return List.copyOf(reports.values());
  }

  /** Releases that are not settled: what is to be sent, oldest first. */
  public List<LedgerRecord.Released> unsettled() {
    return reports().stream()
        .filter(report -> report.settlement().isEmpty())
        .map(RecordedReport::released)
        .toList();
  }

  private Stream<LedgerRecord.Lost> losses() {
    return records.stream()
        .filter(LedgerRecord.Lost.class::isInstance)
        .map(LedgerRecord.Lost.class::cast);
  }

  private Stream<LedgerRecord.Released> released() {
    return records.stream()
        .filter(LedgerRecord.Released.class::isInstance)
        .map(LedgerRecord.Released.class::cast);
  }
}
