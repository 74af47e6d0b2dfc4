package dev.sluice.jobs.admission;

import dev.sluice.admission.Admission;
import dev.sluice.admission.DayBounds;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.registry.MetricRegistry;
import org.apache.flink.types.Either;

/** Turns a record of the log into what the job goes on with: a report to count, or a refusal. */
public final class ReportJudge {
  private final ReportAdmission admission;

  /** A judge by one registry. */
  public ReportJudge(MetricRegistry registry, DayBounds dayBounds) {
    this.admission = new ReportAdmission(registry, dayBounds);
  }

  /**
   * Judges one record of the log.
   *
   * @param bytes what was sent
   * @param loggedMillis when it was appended, in epoch milliseconds
   */
  public Either<AdmittedReport, RefusedReport> judge(byte[] bytes, long loggedMillis) {
    Admission judged = admission.judge(bytes, loggedMillis);
    return judged instanceof Admission.Admitted admitted
        ? Either.Left(admitted(admitted))
        : Either.Right(refused((Admission.Refused) judged));
  }

  private static AdmittedReport admitted(Admission.Admitted admitted) {
    return new AdmittedReport(
        Fingerprints.ofId(admitted.report().getId().bytes()),
        Cell.of(admitted.report()),
        admitted.payload());
  }

  private static RefusedReport refused(Admission.Refused refused) {
    return new RefusedReport(refused.day().orElse(RefusedReport.UNKNOWN_DAY), refused.refusal());
  }
}
