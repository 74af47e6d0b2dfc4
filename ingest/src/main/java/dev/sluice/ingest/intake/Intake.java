package dev.sluice.ingest.intake;

import dev.sluice.ingest.admission.ReportValidator;
import dev.sluice.ingest.admission.Validation;
import dev.sluice.ingest.intake.IntakeOutcome.RejectedReport;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one way from received bytes to the log. Every report that is offered here ends up counted as
 * accepted, rejected or deferred. Safe for use by many threads.
 */
public final class Intake {
  private final ReportValidator validator;
  private final ReportLog log;
  private final Backlog backlog;
  private final IntakeCounters counters;

  /**
   * An intake.
   *
   * @param maxUnacknowledged most reports that may wait for the log at a time, at least 1
   * @param metrics where the counters are published
   */
  public Intake(
      ReportValidator validator, ReportLog log, int maxUnacknowledged, PrometheusRegistry metrics) {
    this.validator = validator;
    this.log = log;
    this.backlog = new Backlog(maxUnacknowledged);
    this.counters = new IntakeCounters(metrics, backlog);
  }

  /** What became of the reports so far. */
  public IntakeCounters counters() {
    return counters;
  }

  /**
   * Takes reports, without waiting.
   *
   * @param reports the bytes of each; not changed from here on
   * @param whenSettled called exactly once, by any thread and possibly before this method returns
   */
  public void offer(List<byte[]> reports, Consumer<IntakeOutcome> whenSettled) {
    // Room is made before anything is read: under overload a report costs next to nothing.
    if (!backlog.reserve(reports.size())) {
      counters.queueFull(reports.size());
      whenSettled.accept(new IntakeOutcome.QueueFull());
      return;
    }
    Triage triage = triage(reports);
    counters.received(reports.size());
    triage.rejected.forEach(each -> counters.rejected(each.reason()));
    backlog.release(triage.rejected.size());
    if (triage.admitted.isEmpty()) {
      whenSettled.accept(new IntakeOutcome.Settled(0, triage.rejected, List.of()));
      return;
    }
    log.append(triage.admitted, failed -> settle(triage, failed, whenSettled));
  }

  private Triage triage(List<byte[]> reports) {
    Triage triage = new Triage(reports.size());
    for (int index = 0; index < reports.size(); index++) {
      byte[] bytes = reports.get(index);
      Validation validation = validator.validate(bytes);
      if (validation instanceof Validation.Accepted accepted) {
        triage.admit(index, new AdmittedReport(accepted.id(), bytes));
      } else if (validation instanceof Validation.Rejected rejected) {
        triage.rejected.add(new RejectedReport(index, rejected.reason(), rejected.detail()));
      }
    }
    return triage;
  }

  private void settle(Triage triage, BitSet failed, Consumer<IntakeOutcome> whenSettled) {
    int admitted = triage.admitted.size();
    int acknowledged = admitted - failed.cardinality();
    backlog.release(admitted);
    counters.acknowledged(acknowledged);
    counters.unacknowledged(failed.cardinality());
    whenSettled.accept(
        new IntakeOutcome.Settled(acknowledged, triage.rejected, triage.offeredIndices(failed)));
  }

  /** The offered reports, divided. */
  private static final class Triage {
    private final List<AdmittedReport> admitted;
    private final int[] admittedIndices;
    private final List<RejectedReport> rejected = new ArrayList<>(0);

    Triage(int reports) {
      this.admitted = new ArrayList<>(reports);
      this.admittedIndices = new int[reports];
    }

    void admit(int index, AdmittedReport report) {
      admittedIndices[admitted.size()] = index;
      admitted.add(report);
    }

    List<Integer> offeredIndices(BitSet positions) {
      return positions.isEmpty()
          ? List.of()
          : positions.stream().map(position -> admittedIndices[position]).boxed().toList();
    }
  }
}
