package dev.sluice.jobs.cells;

import dev.sluice.admission.Admission;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.ModelVersions;
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

  private static final String SEPARATOR = "/";
  private static final int COMPONENTS = 16;

  /** The cell of a report, of which admission says in full what it names by numbers. */
  public static Cell of(Admission.Admitted admitted) {
    Report report = admitted.report();
    ModelVersion model = ModelVersions.of(report.getModel());
    Optional<Baseline> baseline = ModelVersions.baselineOf(report);
    Metric metric = admitted.metric();
    return new Cell(
        model.getName(),
        model.getVersion(),
        DigestPrefixes.hex(model.getGgufDigest()),
        model.getQuantization(),
        model.getRuntimeBuild(),
        model.getBackend(),
        baseline.map(Baseline::getName).orElse(""),
        baseline.map(Baseline::getVersion).orElse(""),
        baseline.map(compared -> DigestPrefixes.hex(compared.getGgufDigest())).orElse(""),
        DigestPrefixes.hex(report.getRegistryDigest()),
        DigestPrefixes.hex(report.getSuiteDigest()),
        admitted.deviceClass(),
        report.getDay().toEpochDay(),
        metric.id(),
        metric.mechanism().kind().name(),
        admitted.epsilon().nano());
  }

  /**
   * The cell of a text that {@link #key} made. No component of an admitted report's cell has the
   * separator in it.
   *
   * @throws IllegalArgumentException if it is no cell's
   */
  public static Cell ofKey(String key) {
    String[] parts = key.split(SEPARATOR, -1);
    if (parts.length != COMPONENTS) {
      throw new IllegalArgumentException("a cell must have " + COMPONENTS + " components");
    }
    return new Cell(
        parts[0],
        parts[1],
        parts[2],
        parts[3],
        parts[4],
        parts[5],
        parts[6],
        parts[7],
        parts[8],
        parts[9],
        parts[10],
        parts[11],
        Long.parseLong(parts[12]),
        parts[13],
        parts[14],
        Long.parseLong(parts[15]));
  }

  /**
   * The cell as text; no two cells have the same.
   *
   * <p>Flink distributes keys, and finds them again after a restore, by their hash code. A string's
   * is specified; a record's may change with the Java version.
   */
  public String key() {
    return String.join(
        SEPARATOR,
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
