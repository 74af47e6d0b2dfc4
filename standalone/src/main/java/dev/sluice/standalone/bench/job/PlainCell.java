package dev.sluice.standalone.bench.job;

import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Report;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What reports must have in common to be added up: what they say openly, as it was decoded. */
record PlainCell(
    String name,
    String version,
    Digest ggufDigest,
    String quantization,
    String runtimeBuild,
    String backend,
    @Nullable String baselineName,
    @Nullable String baselineVersion,
    @Nullable Digest baselineDigest,
    Digest registry,
    Digest suites,
    String deviceClass,
    LocalDate day,
    String metric,
    Mechanism mechanism,
    long nanoEpsilon) {

  static PlainCell of(Report report) {
    ModelVersion model = report.getModel();
    Baseline baseline = report.getBaseline();
    return new PlainCell(
        model.getName(),
        model.getVersion(),
        model.getGgufDigest(),
        model.getQuantization(),
        model.getRuntimeBuild(),
        model.getBackend(),
        baseline == null ? null : baseline.getName(),
        baseline == null ? null : baseline.getVersion(),
        baseline == null ? null : baseline.getGgufDigest(),
        report.getRegistryDigest(),
        report.getSuiteDigest(),
        report.getDeviceClass(),
        report.getDay(),
        report.getMetric(),
        report.getMechanism(),
        report.getNanoEpsilon());
  }
}
