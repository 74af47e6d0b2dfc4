package dev.sluice.jobs.admission;

import dev.sluice.admission.Admission;
import dev.sluice.admission.AdmittedContext;
import dev.sluice.admission.AdmittedContexts;
import dev.sluice.admission.DayBounds;
import dev.sluice.admission.Refusal;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.registry.Registries;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.types.Either;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a record of the log into what the job goes on with: a report to count, or a refusal. Not
 * for use by several threads.
 *
 * <p>The first report of a context is judged from end to end. Of the next with the same bytes only
 * id and answer are read; what is found wrong in them is judged from end to end again, for the
 * reason. Either way gives the same answer.
 */
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
  private final AdmittedContexts<ReportContext> known = new AdmittedContexts<>();

  /** What says whether bytes are a report, given when they were logged. */
  interface Rules {
    Admission judge(byte[] bytes, long loggedMillis);

    AdmittedContext context(Admission.Admitted admitted);
  }

  /** A judge of each report by its own registry. */
  public ReportJudge(Registries registries, DayBounds dayBounds) {
    this(rules(new ReportAdmission(registries, dayBounds)));
  }

  ReportJudge(Rules rules) {
    this.rules = rules;
  }

  /** Judges one record of the log; never throws, whatever is in it. */
  public Either<AdmittedReport, RefusedReport> judge(LoggedRecord logged) {
    try {
      return judge(logged, logged.bytes());
    } catch (RuntimeException bug) {
      // Its message may quote what was sent.
      logger.warn("the rules broke down over a record: {} at {}", bug.getClass(), place(bug));
      return Either.Right(new RefusedReport(RefusedReport.UNKNOWN_DAY, JUDGE_FAILED, logged));
    }
  }

  private Either<AdmittedReport, RefusedReport> judge(LoggedRecord logged, byte[] bytes) {
    var again = known.admit(bytes, logged.loggedMillis());
    if (again != null) {
      return Either.Left(
          new AdmittedReport(Fingerprints.ofIdIn(bytes), again.what(), again.payload()));
    }
    Admission judged = rules.judge(bytes, logged.loggedMillis());
    return judged instanceof Admission.Admitted admitted
        ? Either.Left(firstOfItsContext(admitted, bytes))
        : Either.Right(refused((Admission.Refused) judged, logged));
  }

  private AdmittedReport firstOfItsContext(Admission.Admitted admitted, byte[] bytes) {
    ReportContext context = ReportContext.of(Cell.of(admitted));
    known.remember(bytes, context, rules.context(admitted));
    return new AdmittedReport(Fingerprints.ofIdIn(bytes), context, admitted.payload());
  }

  private static RefusedReport refused(Admission.Refused refused, LoggedRecord logged) {
    return new RefusedReport(
        refused.day().orElse(RefusedReport.UNKNOWN_DAY), refused.refusal().code(), logged);
  }

  private static Rules rules(ReportAdmission admission) {
    return new Rules() {
      @Override
      public Admission judge(byte[] bytes, long loggedMillis) {
        return admission.judge(bytes, loggedMillis);
      }

      @Override
      public AdmittedContext context(Admission.Admitted admitted) {
        return admission.context(admitted);
      }
    };
  }

  private static Object place(RuntimeException bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0];
  }
}
