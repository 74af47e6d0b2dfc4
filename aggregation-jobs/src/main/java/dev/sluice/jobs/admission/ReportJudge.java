package dev.sluice.jobs.admission;

import dev.sluice.jobs.cells.Cell;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.flink.types.Either;

/**
 * Decides whether bytes are a report that may be counted: one record of a known schema and of the
 * one length, of a believable day, about a registered metric, in the form that the metric's
 * mechanism gives it.
 *
 * <p>The ingest has refused most of what is wrong already; the log may have other writers, and the
 * registry may have changed since. Not for use by several threads.
 */
public final class ReportJudge {
  private final RegistryRules rules;
  private final DayBounds dayBounds;

  /** A judge by one registry. */
  public ReportJudge(MetricRegistry registry, DayBounds dayBounds) {
    this.rules = new RegistryRules(registry);
    this.dayBounds = dayBounds;
  }

  /**
   * Judges one record of the log.
   *
   * @param bytes what was sent
   * @param loggedMillis when it was appended, in epoch milliseconds
   */
  public Either<AdmittedReport, RefusedReport> judge(byte[] bytes, long loggedMillis) {
    if (bytes.length != ReportFormat.BYTES) {
      return refuse(RefusedReport.UNKNOWN_DAY, Refusal.WRONG_LENGTH);
    }
    Decoded<Report> decoded = Codecs.REPORT.decode(bytes);
    return decoded instanceof Decoded.Value<Report> readable
        ? judge(readable.value(), bytes, loggedMillis)
        : refuse(RefusedReport.UNKNOWN_DAY, refusal((Decoded.Refused<Report>) decoded));
  }

  private Either<AdmittedReport, RefusedReport> judge(
      Report report, byte[] bytes, long loggedMillis) {
    long day = report.getDay().toEpochDay();
    Optional<Refusal> disbelief = dayBounds.objection(day, loggedMillis);
    long[] payload = payload(report);
    Optional<Refusal> refusal =
        format(report).or(() -> disbelief).or(() -> rules.objection(report, payload));
    return refusal.isPresent()
        ? refuse(disbelief.isPresent() ? RefusedReport.UNKNOWN_DAY : day, refusal.get())
        : Either.Left(
            new AdmittedReport(
                Fingerprints.ofId(report.getId().bytes()),
                Fingerprints.ofContent(bytes),
                Cell.of(report),
                payload));
  }

  private static Optional<Refusal> format(Report report) {
    if (ReportFormat.violation(report).isPresent()) {
      return Optional.of(Refusal.FIELD_OUT_OF_BOUNDS);
    }
    return isZero(report.getPadding()) ? Optional.empty() : Optional.of(Refusal.NONZERO_PADDING);
  }

  private static boolean isZero(ByteBuffer padding) {
    for (int i = padding.position(); i < padding.limit(); i++) {
      if (padding.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Refusal refusal(Decoded.Refused<Report> refused) {
    return switch (refused.reason()) {
      case NOT_SINGLE_OBJECT -> Refusal.NOT_SINGLE_OBJECT;
      case UNKNOWN_SCHEMA -> Refusal.UNKNOWN_SCHEMA;
      case MALFORMED -> Refusal.MALFORMED;
    };
  }

  private static Either<AdmittedReport, RefusedReport> refuse(long day, Refusal refusal) {
    return Either.Right(new RefusedReport(day, refusal));
  }

  private static long[] payload(Report report) {
    return report.getPayload().stream().mapToLong(Long::longValue).toArray();
  }
}
