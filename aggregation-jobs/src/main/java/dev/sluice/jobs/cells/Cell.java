package dev.sluice.jobs.cells;

import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Report;
import java.util.Optional;

/**
 * What reports must have in common to be added up.
 *
 * <p>Digests are in hexadecimal, the day counts from 1970-01-01, and the mechanism is its name on
 * the wire: every component is a type that Flink serialises natively. The components of a baseline
 * are empty where nothing was compared.
 */
public record Cell(
    String modelName,
    String modelVersion,
    String ggufDigest,
    String quantization,
    String runtimeBuild,
    String backend,
    String baselineName,
    String baselineVersion,
    String baselineDigest,
    String registryDigest,
    String suiteDigest,
    String deviceClass,
    long day,
    String metric,
    String mechanism,
    long nanoEpsilon) {

  /** The cell of a report. */
  public static Cell of(Report report) {
    ModelVersion model = report.getModel();
    Optional<Baseline> baseline = Optional.ofNullable(report.getBaseline());
    return new Cell(
        model.getName(),
        model.getVersion(),
        Digests.hex(model.getGgufDigest()),
        model.getQuantization(),
        model.getRuntimeBuild(),
        model.getBackend(),
        baseline.map(Baseline::getName).orElse(""),
        baseline.map(Baseline::getVersion).orElse(""),
        baseline.map(compared -> Digests.hex(compared.getGgufDigest())).orElse(""),
        Digests.hex(report.getRegistryDigest()),
        Digests.hex(report.getSuiteDigest()),
        report.getDeviceClass(),
        report.getDay().toEpochDay(),
        report.getMetric(),
        report.getMechanism().name(),
        report.getNanoEpsilon());
  }

  /**
   * The cell as text; no two cells have the same.
   *
   * <p>Flink distributes keys, and finds them again after a restore, by their hash code. A string's
   * is specified; a record's may change with the Java version.
   */
  public String key() {
    return String.join(
        "/",
        modelName,
        modelVersion,
        ggufDigest,
        quantization,
        runtimeBuild,
        backend,
        baselineName,
        baselineVersion,
        baselineDigest,
        registryDigest,
        suiteDigest,
        deviceClass,
        Long.toString(day),
        metric,
        mechanism,
        Long.toString(nanoEpsilon));
  }
}
