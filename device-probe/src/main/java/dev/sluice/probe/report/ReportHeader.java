package dev.sluice.probe.report;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.ReportedBaseline;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a report says openly, known before anything is measured.
 *
 * @param model the version that ran
 * @param baseline the version that ran beside it, if the report is about their difference
 * @param suites digest of the suites that ran
 * @param deviceClass one of the registry's classes
 * @param day UTC day of the release, by the ledger's calendar
 * @param epsilon the privacy loss; one of the registry's tiers
 */
public record ReportHeader(
    ReportedModel model,
    Optional<ReportedBaseline> baseline,
    DigestPrefix suites,
    String deviceClass,
    LocalDate day,
    Epsilon epsilon) {

  /** The header of a report about one version. */
  public ReportHeader(
      ReportedModel model,
      DigestPrefix suites,
      String deviceClass,
      LocalDate day,
      Epsilon epsilon) {
    this(model, Optional.empty(), suites, deviceClass, day, epsilon);
  }

  /**
   * The same about the difference from another version.
   *
   * @throws IllegalArgumentException if it is another model's: a report has one name
   */
  public ReportHeader comparedWith(ReportedModel other) {
    if (!other.getName().equals(model.getName())) {
      throw new IllegalArgumentException(
          "versions of one model are compared, not %s and %s"
              .formatted(model.getName(), other.getName()));
    }
    ReportedBaseline compared = new ReportedBaseline(other.getVersion(), other.getGgufDigest());
    return new ReportHeader(model, Optional.of(compared), suites, deviceClass, day, epsilon);
  }

  /** The same on another day. */
  public ReportHeader on(LocalDate other) {
    return new ReportHeader(model, baseline, suites, deviceClass, other, epsilon);
  }

  /** What its metric must be about. */
  public Design design() {
    return baseline.isPresent() ? Design.PAIRED : Design.TWO_ARM;
  }
}
