package dev.sluice.standalone.bench.job;

import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportedBaseline;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What reports must have in common to be added up: what they say openly, as it was decoded. */
record PlainCell(
    ReportedModel model,
    @Nullable ReportedBaseline baseline,
    DigestPrefix registry,
    DigestPrefix suites,
    int deviceClass,
    LocalDate day,
    int metric,
    int epsilonTier) {

  static PlainCell of(Report report) {
    return new PlainCell(
        report.getModel(),
        report.getBaseline(),
        report.getRegistryDigest(),
        report.getSuiteDigest(),
        report.getDeviceClass(),
        report.getDay(),
        report.getMetric(),
        report.getEpsilonTier());
  }
}
