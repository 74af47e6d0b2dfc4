package dev.sluice.probe.reporting;

import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.IneligibilityReason;
import dev.sluice.probe.release.ReleaseId;
import dev.sluice.probe.subject.UnusableSubjectException;
import java.util.stream.Collectors;

/** This device may not run the release; the message says why in one line. */
public final class NotEligibleException extends UnusableSubjectException {
  private static final long serialVersionUID = 1L;

  private final IneligibilityReason first;

  NotEligibleException(ReleaseId release, Eligibility.NotEligible verdict) {
    super(
        "this device is not eligible for %s: %s"
            .formatted(
                release,
                verdict.objections().stream()
                    .map(one -> one.reason().word() + " (" + one.detail() + ")")
                    .collect(Collectors.joining("; "))));
    this.first = verdict.first();
  }

  /** The one reason that is counted. */
  public IneligibilityReason first() {
    return first;
  }
}
