package dev.sluice.jobs;

import dev.sluice.admission.Refusal;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One way each of being refused. */
public final class InvalidReports {
  private static final LocalDate NO_DAY = LocalDate.EPOCH;

  /** Behind header, id, two digests, three bytes of the day, and metric, class and tier. */
  private static final int NAME_LENGTH_AT = 10 + 16 + 2 * DigestPrefixes.BYTES + 3 + 3;

  private final TestReports reports;

  public InvalidReports(TestReports reports) {
    this.reports = reports;
  }

  /**
   * Bytes that are no report that may be counted.
   *
   * @param refusal the reason under which they are tallied
   * @param day the day under which they are tallied
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record InvalidReport(Refusal refusal, LocalDate day, byte[] bytes) {
    @Override
    public String toString() {
      return refusal + ", " + bytes.length + " bytes";
    }
  }

  /** All ways, freshly made, of a day. */
  public List<InvalidReport> of(LocalDate day) {
    return List.of(
        new InvalidReport(Refusal.WRONG_LENGTH, NO_DAY, new byte[0]),
        new InvalidReport(
            Refusal.WRONG_LENGTH, NO_DAY, Arrays.copyOf(encoded(day), ReportFormat.BYTES - 1)),
        new InvalidReport(
            Refusal.WRONG_LENGTH, NO_DAY, Arrays.copyOf(encoded(day), ReportFormat.BYTES + 1)),
        new InvalidReport(Refusal.WRONG_LENGTH, NO_DAY, Codecs.REPORT.encode(reports.quality(day))),
        new InvalidReport(Refusal.NOT_SINGLE_OBJECT, NO_DAY, new byte[ReportFormat.BYTES]),
        new InvalidReport(Refusal.UNKNOWN_SCHEMA, NO_DAY, otherFingerprint(day)),
        new InvalidReport(Refusal.MALFORMED, NO_DAY, negativeStringLength(day)),
        new InvalidReport(Refusal.MALFORMED, NO_DAY, unknownQuantization(day)),
        new InvalidReport(Refusal.NONZERO_PADDING, day, withPadding(day)),
        unchecked(Refusal.FIELD_OUT_OF_BOUNDS, day, report -> report.setModel(named("no spaces"))),
        unchecked(Refusal.FIELD_OUT_OF_BOUNDS, day, report -> report.setMetric(-1)),
        unchecked(Refusal.FIELD_OUT_OF_BOUNDS, day, report -> report.setPayload(List.of())),
        unchecked(
            Refusal.FIELD_OUT_OF_BOUNDS, day, report -> report.setPayload(List.of(Long.MIN_VALUE))),
        unchecked(Refusal.FIELD_OUT_OF_BOUNDS, day, report -> report.setEpsilonTier(64)),
        changed(Refusal.DAY_IN_FUTURE, NO_DAY, report -> report.setDay(day.plusDays(4000))),
        changed(Refusal.DAY_TOO_OLD, NO_DAY, report -> report.setDay(day.minusDays(4000))),
        changed(Refusal.REGISTRY_MISMATCH, day, report -> report.setRegistryDigest(someDigest())),
        changed(Refusal.UNKNOWN_DEVICE_CLASS, day, report -> report.setDeviceClass(63)),
        changed(Refusal.UNKNOWN_EPSILON_TIER, day, report -> report.setEpsilonTier(63)),
        changed(Refusal.UNKNOWN_METRIC, day, report -> report.setMetric(63)),
        changed(
            Refusal.METRIC_UNAVAILABLE,
            day,
            report ->
                report
                    .setMetric(TestReports.metric("energy"))
                    .setDeviceClass(TestReports.deviceClass("edge-box"))),
        changed(Refusal.BASELINE_MISMATCH, day, report -> report.setBaseline(TestReports.BASELINE)),
        changed(Refusal.IMPOSSIBLE_PAYLOAD, day, report -> report.setPayload(List.of(1_000_000L))),
        changed(Refusal.IMPOSSIBLE_PAYLOAD, day, report -> report.setPayload(List.of(1L, 2L))),
        changed(Refusal.IMPOSSIBLE_PAYLOAD, day, report -> outcome(report).setPayload(List.of(4L))),
        changed(
            Refusal.IMPOSSIBLE_PAYLOAD, day, report -> outcome(report).setPayload(List.of(-1L))));
  }

  private InvalidReport changed(
      Refusal refusal, LocalDate talliedDay, Consumer<Report.Builder> change) {
    LocalDate day = talliedDay.equals(NO_DAY) ? TestReports.DAY : talliedDay;
    Report.Builder report = Report.newBuilder(reports.quality(day));
    change.accept(report);
    return new InvalidReport(refusal, talliedDay, ReportFormat.encode(report.build()));
  }

  /** As somebody would send it who does not use {@link ReportFormat}, but knows the length. */
  private InvalidReport unchecked(Refusal refusal, LocalDate day, Consumer<Report.Builder> change) {
    Report.Builder report = Report.newBuilder(reports.quality(day));
    change.accept(report);
    return new InvalidReport(refusal, day, padded(report.build()));
  }

  private static byte[] padded(Report report) {
    return Arrays.copyOf(Codecs.REPORT.encode(report), ReportFormat.BYTES);
  }

  private byte[] withPadding(LocalDate day) {
    byte[] bytes = encoded(day);
    bytes[bytes.length - 1] = 1;
    return bytes;
  }

  private byte[] encoded(LocalDate day) {
    return ReportFormat.encode(reports.quality(day));
  }

  private byte[] otherFingerprint(LocalDate day) {
    byte[] bytes = encoded(day);
    bytes[5]++;
    return bytes;
  }

  private byte[] negativeStringLength(LocalDate day) {
    byte[] bytes = encoded(day);
    bytes[NAME_LENGTH_AT] = 1;
    return bytes;
  }

  private byte[] unknownQuantization(LocalDate day) {
    byte[] bytes = encoded(day);
    Report report = reports.quality(day);
    int nameAndVersion =
        report.getModel().getName().length() + 1 + report.getModel().getVersion().length();
    bytes[NAME_LENGTH_AT + 1 + nameAndVersion + DigestPrefixes.BYTES] = 2 * 63;
    return bytes;
  }

  private static Report.Builder outcome(Report.Builder report) {
    return report.setMetric(TestReports.metric("outcome"));
  }

  private static ReportedModel named(String name) {
    return TestReports.model(name, "1.0.0");
  }

  private static DigestPrefix someDigest() {
    return DigestPrefixes.of(new byte[] {7});
  }
}
