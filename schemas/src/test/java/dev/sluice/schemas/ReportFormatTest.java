package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportFormatTest {
  @Property
  void encode_anyReportWithinBounds_hasTheOneLengthAndIsReadAsWritten(
      @ForAll("reports") Report report) {
    byte[] encoded = ReportFormat.encode(report);

    assertThat(encoded).hasSize(ReportFormat.BYTES);
    assertThat(read(encoded)).isEqualTo(report);
    assertThat(ReportFormat.encode(read(encoded))).isEqualTo(encoded);
    assertThat(Codecs.REPORT.encode(report)).hasSizeLessThanOrEqualTo(ReportFormat.BYTES);
  }

  @Property
  void parts_ofAnyReport_areThoseOfTheRecord(@ForAll("reports") Report report) {
    byte[] encoded = ReportFormat.encode(report);
    int end = ReportBytes.contextEnd(encoded).orElseThrow();

    assertThat(ReportBytes.answer(encoded, end).orElseThrow())
        .containsExactly(report.getPayload().stream().mapToLong(Long::longValue).toArray());
    Report answeringOtherwise = Report.newBuilder(report).setPayload(List.of(1L)).build();
    assertThat(Arrays.copyOf(ReportFormat.encode(answeringOtherwise), end))
        .isEqualTo(Arrays.copyOf(encoded, end));
  }

  /** The arithmetic of the one length: not a byte is left over, and none is wanting. */
  @Test
  void encode_longestReport_needsNoPadding() {
    Report longest = longest();

    assertThat(Codecs.REPORT.encode(longest)).hasSize(ReportFormat.BYTES);
    assertThat(read(ReportFormat.encode(longest))).isEqualTo(longest);
  }

  @Test
  void encode_longestHistogram_hasRoom() {
    Report histogram =
        Report.newBuilder(longest())
            .setBaseline(null)
            .setPayload(Collections.nCopies(ReportFormat.MAX_PAYLOAD, -8_192L))
            .build();

    assertThat(read(ReportFormat.encode(histogram))).isEqualTo(histogram);
  }

  private static Report longest() {
    return Report.newBuilder(TestReports.paired())
        .setModel(
            ReportedModel.newBuilder(TestReports.model())
                .setName("n".repeat(ReportFormat.LONGEST_NAME))
                .setVersion("9".repeat(ReportFormat.LONGEST_VERSION))
                .setBuild("b".repeat(ReportFormat.LONGEST_BUILD))
                .setQuantization(last(Quantization.values()))
                .setEngine(last(InferenceEngine.values()))
                .setCacheType(last(KeyValueCacheType.values()))
                .setBackend(last(ComputeBackend.values()))
                .setContext(ReportFormat.MAX_CONTEXT)
                .build())
        .setBaseline(
            ReportedBaseline.newBuilder(TestReports.paired().getBaseline())
                .setVersion("8".repeat(ReportFormat.LONGEST_VERSION))
                .build())
        .setDay(LocalDate.ofEpochDay((1 << 20) - 1))
        .setMetric(ReportFormat.MAX_LISTED - 1)
        .setDeviceClass(ReportFormat.MAX_LISTED - 1)
        .setEpsilonTier(ReportFormat.MAX_LISTED - 1)
        .setPayload(List.of(-ReportFormat.MAX_MAGNITUDE))
        .build();
  }

  private static <T> T last(T[] values) {
    return values[values.length - 1];
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void encode_oneBeyondABound_isRefusedByName(
      String field, String what, UnaryOperator<Report.Builder> change) {
    Report report = change.apply(Report.newBuilder(longest())).build();

    assertThat(ReportFormat.violation(report)).hasValue(field);
    assertThatThrownBy(() -> ReportFormat.encode(report))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a report: " + field);
  }

  static Stream<Arguments> encode_oneBeyondABound_isRefusedByName() {
    return Stream.of(
        model("model.name", "25 characters", model -> model.setName("n".repeat(25))),
        model("model.name", "none", model -> model.setName("")),
        model("model.name", "free text", model -> model.setName("Anna's phone")),
        model("model.version", "17 characters", model -> model.setVersion("1".repeat(17))),
        model("model.version", "a mark first", model -> model.setVersion("-1")),
        model("model.build", "10 characters", model -> model.setBuild("b".repeat(10))),
        model("model.build", "what the cache is named after", model -> model.setBuild("b1+q8")),
        model("model.context", "beyond a logarithm", model -> model.setContext(32)),
        model("model.context", "below 0", model -> model.setContext(-1)),
        baseline("17 characters", "1".repeat(17)),
        baseline("free text", "?"),
        bound("day", "before 1970", report -> report.setDay(LocalDate.EPOCH.minusDays(1))),
        bound("day", "four bytes", report -> report.setDay(LocalDate.ofEpochDay(1 << 20))),
        bound("metric", "two bytes", report -> report.setMetric(64)),
        bound("metric", "below 0", report -> report.setMetric(-1)),
        bound("deviceClass", "two bytes", report -> report.setDeviceClass(64)),
        bound("deviceClass", "below 0", report -> report.setDeviceClass(-1)),
        bound("epsilonTier", "two bytes", report -> report.setEpsilonTier(64)),
        bound("epsilonTier", "below 0", report -> report.setEpsilonTier(-1)),
        bound("payload", "no value", report -> report.setPayload(List.of())),
        bound("payload", "four bytes", report -> report.setPayload(List.of(1L << 20))),
        bound("payload", "below that", report -> report.setPayload(List.of(-(1L << 20)))),
        bound("payload", "the least", report -> report.setPayload(List.of(Long.MIN_VALUE))),
        bound("payload", "the greatest", report -> report.setPayload(List.of(Long.MAX_VALUE))),
        bound("payload", "four numbers", report -> report.setPayload(List.of(1L, 1L, 1L, 1L))),
        bound(
            "payload",
            "13 numbers",
            report -> report.setBaseline(null).setPayload(Collections.nCopies(13, 0L))),
        bound(
            "payload",
            "12 numbers, one of three bytes",
            report ->
                report
                    .setBaseline(null)
                    .setPayload(
                        Stream.concat(Collections.nCopies(11, 8_191L).stream(), Stream.of(8_192L))
                            .toList())));
  }

  private static Arguments bound(String field, String what, UnaryOperator<Report.Builder> change) {
    return Arguments.of(field, what, change);
  }

  private static Arguments model(
      String field, String what, UnaryOperator<ReportedModel.Builder> change) {
    UnaryOperator<Report.Builder> changed =
        report ->
            report.setModel(change.apply(ReportedModel.newBuilder(report.getModel())).build());
    return Arguments.of(field, what, changed);
  }

  private static Arguments baseline(String what, String version) {
    UnaryOperator<Report.Builder> changed =
        report ->
            report.setBaseline(
                ReportedBaseline.newBuilder(report.getBaseline()).setVersion(version).build());
    return Arguments.of("baseline.version", what, changed);
  }

  @Test
  void decode_anyByteOfThePaddingNotZero_isNoReport() {
    byte[] encoded = ReportFormat.encode(TestReports.quality());
    int end = Codecs.REPORT.encode(TestReports.quality()).length;
    assertThat(end).isLessThan(ReportFormat.BYTES - 40);
    for (int at = end; at < ReportFormat.BYTES; at++) {
      for (int value : new int[] {1, 0x80, 0xFF}) {
        byte[] hiding = encoded.clone();
        hiding[at] = (byte) value;

        assertThat(refusal(hiding)).isEqualTo(Decoded.Reason.MALFORMED);
        ReportFormat.Framed framed =
            ((Decoded.Value<ReportFormat.Framed>) ReportFormat.frame(hiding)).value();
        assertThat(framed.zeroPadded()).isFalse();
        assertThat(framed.report()).isEqualTo(TestReports.quality());
        assertThat(ReportBytes.answer(hiding, ReportBytes.contextEnd(hiding).orElseThrow()))
            .isEmpty();
      }
    }
  }

  @Test
  void decode_anotherLength_isNoReport() {
    byte[] encoded = ReportFormat.encode(TestReports.quality());
    for (int length = 0; length <= 2 * ReportFormat.BYTES; length++) {
      if (length != ReportFormat.BYTES) {
        assertThat(refusal(Arrays.copyOf(encoded, length))).isEqualTo(Decoded.Reason.MALFORMED);
      }
    }
  }

  /** As from a newer probe, were it to keep the fingerprint. */
  @Test
  void decode_numberThatIsNoneOfItsList_isMalformed() {
    byte[] encoded = ReportFormat.encode(TestReports.quality());
    int quantizationAt = 48 + "_tiny_1.1.0".length() + DigestPrefixes.BYTES;
    int engineAt = quantizationAt + 1;
    int cacheAt = engineAt + 1 + "_b4916".length();
    int backendAt = cacheAt + 1;
    for (int at : new int[] {quantizationAt, engineAt, cacheAt, backendAt}) {
      for (int raw : new int[] {1, 2 * 35, 2 * 63, 127}) {
        byte[] other = encoded.clone();
        other[at] = (byte) raw;

        assertThat(refusal(other)).isEqualTo(Decoded.Reason.MALFORMED);
      }
    }
  }

  private static Report read(byte[] encoded) {
    return ((Decoded.Value<Report>) ReportFormat.decode(encoded)).value();
  }

  private static Decoded.Reason refusal(byte[] bytes) {
    return ((Decoded.Refused<Report>) ReportFormat.decode(bytes)).reason();
  }

  @Test
  void enums_ofTheWire_takeOneByte() {
    for (Object[] values :
        List.of(
            Quantization.values(),
            InferenceEngine.values(),
            KeyValueCacheType.values(),
            ComputeBackend.values())) {
      assertThat(values).hasSizeLessThanOrEqualTo(64);
    }
  }

  /**
   * The promise that nothing else leaves a device. Whoever adds a field must come here, and to the
   * privacy document, and say why.
   */
  @Test
  void schema_fields_areTheAllowedOnes() {
    Set<String> fields = new TreeSet<>();
    collect(Report.getClassSchema(), fields);

    assertThat(fields)
        .containsExactlyInAnyOrder(
            "Report.id: ReportId",
            "Report.registryDigest: DigestPrefix",
            "Report.suiteDigest: DigestPrefix",
            "Report.day: int",
            "Report.metric: int",
            "Report.deviceClass: int",
            "Report.epsilonTier: int",
            "Report.model: ReportedModel",
            "Report.baseline: null or ReportedBaseline",
            "Report.payload: array of long",
            "ReportedModel.name: string",
            "ReportedModel.version: string",
            "ReportedModel.ggufDigest: DigestPrefix",
            "ReportedModel.quantization: Quantization",
            "ReportedModel.engine: InferenceEngine",
            "ReportedModel.build: string",
            "ReportedModel.cacheType: KeyValueCacheType",
            "ReportedModel.backend: ComputeBackend",
            "ReportedModel.context: int",
            "ReportedBaseline.version: string",
            "ReportedBaseline.ggufDigest: DigestPrefix");
  }

  /** Every field of a record and of the records within it, with its type. */
  private static void collect(Schema schema, Set<String> fields) {
    switch (schema.getType()) {
      case RECORD ->
          schema
              .getFields()
              .forEach(
                  field -> {
                    fields.add(schema.getName() + "." + field.name() + ": " + type(field.schema()));
                    collect(field.schema(), fields);
                  });
      case UNION -> schema.getTypes().forEach(each -> collect(each, fields));
      case ARRAY -> collect(schema.getElementType(), fields);
      case MAP -> collect(schema.getValueType(), fields);
      default -> {}
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .map(ReportFormatTest::type)
              .collect(Collectors.joining(" or "));
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      default -> schema.getName();
    };
  }

  @Provide
  Arbitrary<Report> reports() {
    return AnyReport.withinBounds();
  }
}
