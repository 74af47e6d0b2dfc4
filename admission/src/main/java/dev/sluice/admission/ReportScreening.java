package dev.sluice.admission;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether reports are admitted, for who passes their bytes on and reads nothing in them. It says
 * what {@link ReportAdmission} says, and is quicker for a context that it has seen. Safe for use by
 * many threads.
 */
public final class ReportScreening {
  private final ReportAdmission admission;

  /** By the place of the registry: of what passes, nothing is made for each report. */
  private final List<Screened.Passed> passed;

  private final AdmittedContexts<Screened.Passed> seen = new AdmittedContexts<>();

  /** Screening by one admission's rules. */
  public ReportScreening(ReportAdmission admission) {
    this.admission = admission;
    this.passed =
        IntStream.range(0, admission.registries().all().size())
            .mapToObj(Screened.Passed::new)
            .toList();
  }

  /**
   * Whether a report passes, and why not; never throws, whatever the bytes.
   *
   * @param receivedMillis when they were received, in epoch milliseconds
   */
  public Screened screen(byte[] bytes, long receivedMillis) {
    AdmittedContexts.Again<Screened.Passed> again = seen.admit(bytes, receivedMillis);
    if (again != null) {
      return again.what();
    }
    Admission judged = admission.judge(bytes, receivedMillis);
    if (judged instanceof Admission.Admitted admitted) {
      Screened.Passed whose = passed.get(admitted.registry());
      seen.remember(bytes, whose, admission.context(admitted));
      return whose;
    }
    return (Admission.Refused) judged;
  }
}
