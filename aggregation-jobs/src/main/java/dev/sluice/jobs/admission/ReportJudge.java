package dev.sluice.jobs.admission;

import dev.sluice.admission.Admission;
import dev.sluice.admission.DayBounds;
import dev.sluice.admission.Refusal;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.types.Either;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a record of the log into what the job goes on with: a report to count, or a refusal. */
public final class ReportJudge {
  /**
   * Code of a refusal that is the server's own fault: the rules broke down over the bytes. Such a
   * record would otherwise stop its partition, for it is read again after every restart.
   */
  public static final String JUDGE_FAILED = "judge-failed";

  /** Every reason code under which a record may be refused. */
  public static final List<String> REASONS =
      Stream.concat(Stream.of(Refusal.values()).map(Refusal::code), Stream.of(JUDGE_FAILED))
          .toList();

  private static final Logger logger = LoggerFactory.getLogger(ReportJudge.class);

  private final Rules rules;

  /** What says whether bytes are a report, given when they were logged. */
  interface Rules {
    Admission judge(byte[] bytes, long loggedMillis);
  }

  /** A judge by one registry. */
  public ReportJudge(MetricRegistry registry, DayBounds dayBounds) {
    this(new ReportAdmission(registry, dayBounds)::judge);
  }

  ReportJudge(Rules rules) {
    this.rules = rules;
  }

  /** Judges one record of the log; never throws, whatever is in it. */
  public Either<AdmittedReport, RefusedReport> judge(LoggedRecord logged) {
    try {
      Admission judged = rules.judge(logged.bytes(), logged.loggedMillis());
      return judged instanceof Admission.Admitted admitted
          ? Either.Left(admitted(admitted))
          : Either.Right(refused((Admission.Refused) judged, logged));
    } catch (RuntimeException bug) {
      // Its message may quote what was sent.
      logger.warn("the rules broke down over a record: {} at {}", bug.getClass(), place(bug));
      return Either.Right(new RefusedReport(RefusedReport.UNKNOWN_DAY, JUDGE_FAILED, logged));
    }
  }

  private static AdmittedReport admitted(Admission.Admitted admitted) {
    return new AdmittedReport(
        Fingerprints.ofId(admitted.report().getId().bytes()),
        Cell.of(admitted.report()),
        admitted.payload());
  }

  private static RefusedReport refused(Admission.Refused refused, LoggedRecord logged) {
    return new RefusedReport(
        refused.day().orElse(RefusedReport.UNKNOWN_DAY), refused.refusal().code(), logged);
  }

  private static Object place(RuntimeException bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0];
  }
}
