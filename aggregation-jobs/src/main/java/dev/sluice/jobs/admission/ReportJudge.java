package dev.sluice.jobs.admission;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.types.Either;

/**
 * Decides whether bytes are a report that may be counted: one record of a known schema and of the
 * one length, of a believable day, about a registered metric, in the form that the metric's
 * mechanism gives it.
 *
 * <p>The ingest has refused most of what is wrong already; the log may have other writers, and the
 * registry may have changed since.
 */
public final class ReportJudge {
  private static final long UNKNOWN_DAY = 0;

  private final Digest registryDigest;
  private final Map<String, Metric> metrics;
  private final Set<String> deviceClasses;
  private final Set<Long> nanoEpsilons;
  private final DayBounds dayBounds;

  /** A judge by one registry. */
  public ReportJudge(MetricRegistry registry, DayBounds dayBounds) {
    this.registryDigest = Digests.fromHex(registry.digest());
    this.metrics =
        registry.metrics().stream().collect(Collectors.toMap(Metric::id, Function.identity()));
    this.deviceClasses = Set.copyOf(registry.deviceClasses());
    this.nanoEpsilons =
        registry.epsilonTiers().stream().map(Epsilon::nano).collect(Collectors.toSet());
    this.dayBounds = dayBounds;
  }

  /**
   * Judges one record of the log.
   *
   * @param bytes what was sent
   * @param loggedMillis when it was appended, in epoch milliseconds
   */
  public Either<AdmittedReport, RefusedReport> judge(byte[] bytes, long loggedMillis) {
    Decoded<Report> decoded = Codecs.REPORT.decode(bytes);
    if (decoded instanceof Decoded.Refused<Report> refused) {
      return Either.Right(new RefusedReport(UNKNOWN_DAY, refused.reason().name()));
    }
    Report report = ((Decoded.Value<Report>) decoded).value();
    return objection(report, bytes.length, loggedMillis)
        .<Either<AdmittedReport, RefusedReport>>map(
            reason -> Either.Right(new RefusedReport(believedDay(report, loggedMillis), reason)))
        .orElseGet(() -> Either.Left(admit(report, bytes)));
  }

  private Optional<String> objection(Report report, int length, long loggedMillis) {
    if (length != ReportFormat.BYTES) {
      return Optional.of("LENGTH");
    }
    Optional<String> violation = ReportFormat.violation(report);
    if (violation.isPresent()) {
      return Optional.of("FORMAT " + violation.get());
    }
    if (!dayBounds.admit(report.getDay().toEpochDay(), loggedMillis)) {
      return Optional.of("DAY");
    }
    return objectionOfRegistry(report);
  }

  private Optional<String> objectionOfRegistry(Report report) {
    if (!report.getRegistryDigest().equals(registryDigest)) {
      return Optional.of("REGISTRY");
    }
    if (!deviceClasses.contains(report.getDeviceClass())) {
      return Optional.of("DEVICE_CLASS");
    }
    if (!nanoEpsilons.contains(report.getNanoEpsilon())) {
      return Optional.of("EPSILON");
    }
    Metric metric = metrics.get(report.getMetric());
    return metric == null ? Optional.of("METRIC") : objectionOfMetric(report, metric);
  }

  private static Optional<String> objectionOfMetric(Report report, Metric metric) {
    if (report.getDay().isAfter(metric.expires())) {
      return Optional.of("EXPIRED_METRIC");
    }
    if (!metric.availableOn(report.getDeviceClass())) {
      return Optional.of("UNAVAILABLE_METRIC");
    }
    if (!metric.mechanism().kind().name().equals(report.getMechanism().name())) {
      return Optional.of("MECHANISM");
    }
    return metric.mechanism().admits(payload(report), new Epsilon(report.getNanoEpsilon()))
        ? Optional.empty()
        : Optional.of("PAYLOAD");
  }

  private long believedDay(Report report, long loggedMillis) {
    long day = report.getDay().toEpochDay();
    return dayBounds.admit(day, loggedMillis) ? day : UNKNOWN_DAY;
  }

  private static AdmittedReport admit(Report report, byte[] bytes) {
    return new AdmittedReport(
        Fingerprints.ofId(report.getId().bytes()),
        Fingerprints.ofContent(bytes),
        Cell.of(report),
        payload(report));
  }

  private static long[] payload(Report report) {
    return report.getPayload().stream().mapToLong(Long::longValue).toArray();
  }
}
