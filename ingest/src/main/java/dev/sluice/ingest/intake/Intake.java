package dev.sluice.ingest.intake;

import dev.sluice.admission.Admission;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.admission.ReportScreening;
import dev.sluice.admission.Screened;
import dev.sluice.ingest.intake.IntakeOutcome.RejectedReport;
import dev.sluice.ingest.problem.Problem;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one way from received bytes to the log. Every report that is offered here ends up counted as
 * accepted, rejected or deferred. Safe for use by many threads.
 */
public final class Intake {
  private final ReportScreening screening;
  private final Clock clock;
  private final ReportLog log;
  private final Backlog backlog;
  private final IntakeCounters counters;

  /**
   * An intake.
   *
   * @param clock tells when a report was received
   * @param maxUnacknowledged most reports that may wait for the log at a time, at least 1
   * @param metrics where the counters are published
   */
  public Intake(
      ReportAdmission admission,
      Clock clock,
      ReportLog log,
      int maxUnacknowledged,
      PrometheusRegistry metrics) {
    this.screening = new ReportScreening(admission);
    this.clock = clock;
    this.log = log;
    this.backlog = new Backlog(maxUnacknowledged);
    this.counters = new IntakeCounters(metrics, backlog, admission.registries());
  }

  /** What became of the reports so far. */
  public IntakeCounters counters() {
    return counters;
  }

  /**
   * Turns reports away before they have been read; says whether it did, which it does while there
   * is no room for them. Under overload that is most of what comes.
   */
  public boolean turnsAway(int reports) {
    boolean full = !backlog.hasRoomFor(reports);
    if (full) {
      counters.queueFull(reports);
    }
    return full;
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
    long receivedMillis = clock.millis();
    for (int index = 0; index < reports.size(); index++) {
      byte[] bytes = reports.get(index);
      Screened screened = screening.screen(bytes, receivedMillis);
      if (screened instanceof Screened.Passed passed) {
        counters.admitted(passed.registry());
        triage.admit(index, new AdmittedReport(bytes));
      } else {
        Admission.Refused refused = (Admission.Refused) screened;
        triage.rejected.add(
            new RejectedReport(index, Problem.of(refused.refusal()), refused.field()));
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
