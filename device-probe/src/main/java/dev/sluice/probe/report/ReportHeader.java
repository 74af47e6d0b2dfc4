package dev.sluice.probe.report;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.ModelVersion;
import java.time.LocalDate;

/**
 * What a report says openly, known before anything is measured.
 *
 * @param model the version that ran
 * @param suites digest of the suites that ran
 * @param deviceClass one of the registry's classes
 * @param day UTC day of the release, by the ledger's calendar
 * @param epsilon the privacy loss; one of the registry's tiers
 */
public record ReportHeader(
    ModelVersion model, Digest suites, String deviceClass, LocalDate day, Epsilon epsilon) {

  /** The same on another day. */
  public ReportHeader on(LocalDate otherDay) {
    return new ReportHeader(model, suites, deviceClass, otherDay, epsilon);
  }
}
