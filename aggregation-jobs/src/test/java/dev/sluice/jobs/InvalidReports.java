package dev.sluice.jobs;

import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One way each of being refused. */
public final class InvalidReports {
  private static final LocalDate NO_DAY = LocalDate.EPOCH;

  private final TestReports reports;

  public InvalidReports(TestReports reports) {
    this.reports = reports;
  }

  /**
   * Bytes that are no report that may be counted.
   *
   * @param reason the code under which they are tallied
   * @param day the day under which they are tallied
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record InvalidReport(String reason, LocalDate day, byte[] bytes) {
    @Override
    public String toString() {
      return reason + ", " + bytes.length + " bytes";
    }
  }

  /** All ways, freshly made, of a day. */
  public List<InvalidReport> of(LocalDate day) {
    return List.of(
        new InvalidReport("NOT_SINGLE_OBJECT", NO_DAY, new byte[0]),
        new InvalidReport("NOT_SINGLE_OBJECT", NO_DAY, new byte[ReportFormat.BYTES]),
        new InvalidReport("NOT_SINGLE_OBJECT", NO_DAY, Arrays.copyOf(encoded(day), 9)),
        new InvalidReport("UNKNOWN_SCHEMA", NO_DAY, otherFingerprint(day)),
        new InvalidReport("MALFORMED", NO_DAY, Arrays.copyOf(encoded(day), 200)),
        new InvalidReport("MALFORMED", NO_DAY, Arrays.copyOf(encoded(day), 321)),
        new InvalidReport("MALFORMED", NO_DAY, negativeStringLength(day)),
        new InvalidReport("LENGTH", day, Codecs.REPORT.encode(reports.quality(day))),
        unchecked("FORMAT model.name", day, report -> report.setModel(named("no spaces"))),
        unchecked("FORMAT metric", day, report -> report.setMetric("")),
        unchecked("FORMAT payload", day, report -> report.setPayload(List.of())),
        unchecked("FORMAT payload", day, report -> report.setPayload(List.of(Long.MIN_VALUE))),
        unchecked("FORMAT nanoEpsilon", day, report -> report.setNanoEpsilon(0)),
        changed("DAY", NO_DAY, report -> report.setDay(day.plusDays(4000))),
        changed("DAY", NO_DAY, report -> report.setDay(day.minusDays(4000))),
        changed("REGISTRY", day, report -> report.setRegistryDigest(someDigest())),
        changed("DEVICE_CLASS", day, report -> report.setDeviceClass("mainframe")),
        changed("EPSILON", day, report -> report.setNanoEpsilon(3_000_000_000L)),
        changed("METRIC", day, report -> report.setMetric("shoe_size")),
        changed(
            "UNAVAILABLE_METRIC",
            day,
            report -> report.setMetric("energy").setDeviceClass("edge-box")),
        changed("MECHANISM", day, report -> report.setMechanism(Mechanism.RANDOMIZED_RESPONSE)),
        changed("PAYLOAD", day, report -> report.setPayload(List.of(1_000_000L))),
        changed("PAYLOAD", day, report -> report.setPayload(List.of(1L, 2L))),
        changed("PAYLOAD", day, report -> outcome(report).setPayload(List.of(4L))),
        changed("PAYLOAD", day, report -> outcome(report).setPayload(List.of(-1L))));
  }

  private InvalidReport changed(
      String reason, LocalDate talliedDay, Consumer<Report.Builder> change) {
    LocalDate day = talliedDay.equals(NO_DAY) ? TestReports.DAY : talliedDay;
    Report.Builder report = Report.newBuilder(reports.quality(day));
    change.accept(report);
    return new InvalidReport(reason, talliedDay, ReportFormat.encode(report.build()));
  }

  /** As somebody would send it who does not use {@link ReportFormat}, but knows the length. */
  private InvalidReport unchecked(String reason, LocalDate day, Consumer<Report.Builder> change) {
    Report.Builder report = Report.newBuilder(reports.quality(day));
    change.accept(report);
    int bare = Codecs.REPORT.encode(report.build()).length;
    report.setPadding(ByteBuffer.allocate(ReportFormat.BYTES - bare - 1));
    return new InvalidReport(reason, day, Codecs.REPORT.encode(report.build()));
  }

  private byte[] encoded(LocalDate day) {
    return ReportFormat.encode(reports.quality(day));
  }

  private byte[] otherFingerprint(LocalDate day) {
    byte[] bytes = encoded(day);
    bytes[5]++;
    return bytes;
  }

  /** The model's name follows the header, the id and the registry's digest. */
  private byte[] negativeStringLength(LocalDate day) {
    byte[] bytes = encoded(day);
    bytes[10 + 16 + Digests.BYTES] = 1;
    return bytes;
  }

  private static Report.Builder outcome(Report.Builder report) {
    return report.setMetric("outcome").setMechanism(Mechanism.RANDOMIZED_RESPONSE);
  }

  private static ModelVersion named(String name) {
    return new ModelVersion(name, "1.0.0", someDigest(), "Q8_0", "llama.cpp-b4916", "cpu");
  }

  private static Digest someDigest() {
    return Digests.of(new byte[] {7});
  }
}
