package dev.sluice.admission;

import java.util.Optional;

/**
 * Whether reports are admitted, for who passes their bytes on and reads nothing in them. It says
 * what {@link ReportAdmission} says, and is quicker for a context that it has seen. Safe for use by
 * many threads.
 */
public final class ReportScreening {
  private final ReportAdmission admission;
  private final AdmittedContexts<Boolean> seen = new AdmittedContexts<>();

  /** Screening by one admission's rules. */
  public ReportScreening(ReportAdmission admission) {
    this.admission = admission;
  }

  /**
   * Why a report is refused, empty if it is not; never throws, whatever the bytes.
   *
   * @param receivedMillis when they were received, in epoch milliseconds
   */
  public Optional<Admission.Refused> objection(byte[] bytes, long receivedMillis) {
    if (seen.admit(bytes, receivedMillis) != null) {
      return Optional.empty();
    }
    Admission judged = admission.judge(bytes, receivedMillis);
    if (judged instanceof Admission.Admitted admitted) {
      seen.remember(bytes, true, admission.context(admitted));
      return Optional.empty();
    }
    return Optional.of((Admission.Refused) judged);
  }
}
