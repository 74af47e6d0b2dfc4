package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Bytes that version 1 wrote, committed. Probes that are offline for months send them, and topics
 * keep them: what reads today must read them for ever.
 *
 * <p>When one of these tests fails, the schema has changed. Keep the old file and its schema in
 * {@link Codecs}, and add a new file for the new version.
 */
class GoldenBytesTest {

  @Test
  void report_version1_isReadAndWrittenTheSame() throws IOException {
    byte[] golden = golden("report-v1.hex");

    assertThat(value(ReportFormat.decode(golden))).isEqualTo(TestReports.quality());
    assertThat(ReportFormat.encode(TestReports.quality())).isEqualTo(golden);
  }

  @Test
  void pairedReport_version1_isReadAndWrittenTheSame() throws IOException {
    byte[] golden = golden("paired-report-v1.hex");

    assertThat(value(ReportFormat.decode(golden))).isEqualTo(TestReports.paired());
    assertThat(ReportFormat.encode(TestReports.paired())).isEqualTo(golden);
  }

  @Test
  void aggregate_version1_isReadAndWrittenTheSame() throws IOException {
    assertGolden(Codecs.AGGREGATE, aggregate(), "aggregate-v1.hex");
  }

  @Test
  void tally_version1_isReadAndWrittenTheSame() throws IOException {
    Tally tally = new Tally(LocalDate.of(2026, 11, 24), Disposition.INVALID, "MALFORMED", 3L);

    assertGolden(Codecs.TALLY, tally, "tally-v1.hex");
  }

  @Test
  void deadLetter_version1_isReadAndWrittenTheSame() throws IOException {
    DeadLetter letter =
        new DeadLetter(
            "registry-mismatch",
            LocalDate.of(2026, 11, 24),
            3,
            77L,
            4,
            ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));

    assertGolden(Codecs.DEAD_LETTER, letter, "dead-letter-v1.hex");
  }

  @Test
  void decision_version3_isReadAndWrittenTheSame() throws IOException {
    Decision decision =
        Decision.newBuilder(decision(observation()))
            .setSources(
                List.of(new EvidenceSource(TestReports.quality().getRegistryDigest(), 1780L)))
            .setLeftOut(List.of(new LeftOutReports("other-registry", 12L)))
            .build();

    assertGolden(Codecs.DECISION, decision, "decision-v3.hex");
  }

  @Test
  void decision_version2_isReadAsOneWithoutSources() throws IOException {
    assertThat(value(Codecs.DECISION.decode(golden("decision-v2.hex"))))
        .isEqualTo(decision(observation()));
  }

  @Test
  void decision_version1_isReadAsOneWithoutObservations() throws IOException {
    assertThat(value(Codecs.DECISION.decode(golden("decision-v1.hex")))).isEqualTo(decision());
  }

  /**
   * Consumers outside the project look schemas up by these numbers; docs/contracts.md lists them.
   */
  @Test
  void fingerprints_ofTheReleasedSchemas_areThese() {
    assertThat(
            List.of(
                fingerprint(Report.getClassSchema()),
                fingerprint(Aggregate.getClassSchema()),
                fingerprint(Tally.getClassSchema()),
                fingerprint(DeadLetter.getClassSchema()),
                fingerprint(Decision.getClassSchema())))
        .containsExactly(
            "37fdeeee41c750ab",
            "96cbe23427e0cd71",
            "89bdca541c29367f",
            "6f4274e3e29d237f",
            "a9028fff5f9065a7");
  }

  private static <T extends SpecificRecord> void assertGolden(
      SingleObjectCodec<T> codec, T record, String file) throws IOException {
    byte[] golden = golden(file);

    assertThat(value(codec.decode(golden))).isEqualTo(record);
    assertThat(codec.encode(record)).isEqualTo(golden);
  }

  private static <T> T value(Decoded<T> decoded) {
    return ((Decoded.Value<T>) decoded).value();
  }

  private static String fingerprint(org.apache.avro.Schema schema) {
    return Long.toHexString(SchemaNormalization.parsingFingerprint64(schema));
  }

  private static byte[] golden(String file) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(GoldenBytesTest.class.getResourceAsStream("/golden/" + file))) {
      return HexFormat.of()
          .parseHex(
              new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                  .replaceAll("\\s", ""));
    }
  }

  static Aggregate aggregate() {
    Report report = TestReports.quality();
    return new Aggregate(
        ModelVersions.of(report.getModel()),
        null,
        report.getRegistryDigest(),
        report.getSuiteDigest(),
        "phone-8gb",
        report.getDay(),
        "quality",
        Mechanism.LAPLACE_GRID,
        1_000_000_000L,
        812L,
        List.of(640_123L),
        List.of(1_998_877_665L),
        List.of(new ComponentEstimate("mean", 0.915, 0.89, 0.94, 0.889, 0.941)),
        null,
        false);
  }

  private static Digest filled(int value) {
    byte[] bytes = new byte[Digests.BYTES];
    Arrays.fill(bytes, (byte) value);
    return new Digest(bytes);
  }

  private static Observation observation() {
    return new Observation("harness", "invalid", "candidate", 1780L, 0.004, -0.011, 0.019);
  }

  static Decision decision(Observation... observations) {
    LocalDate day = LocalDate.of(2026, 11, 24);
    Finding finding =
        new Finding(
            "quality",
            true,
            FindingStatus.WITHIN_MARGIN,
            0.001,
            -0.02,
            0.022,
            0.04,
            900L,
            880L,
            null,
            "");
    StageOutcome stage =
        new StageOutcome(
            5, day.minusDays(3), day, 1780L, Verdict.PROMOTE, "all within", List.of(finding));
    return new Decision(
        "r1",
        4L,
        "rollout: r1",
        filled(4),
        filled(3),
        RolloutState.RUNNING,
        1,
        10,
        day.minusDays(3),
        day,
        day,
        1780L,
        Verdict.HOLD,
        "the stage has just begun",
        List.of(finding),
        List.of(stage),
        List.of(observations),
        List.of(),
        List.of());
  }
}
