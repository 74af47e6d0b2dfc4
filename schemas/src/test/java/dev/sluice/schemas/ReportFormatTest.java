package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ReportFormatTest {

  @Property
  void encode_anyReportWithinBounds_hasTheOneLength(@ForAll("reports") Report report) {
    byte[] encoded = ReportFormat.encode(report);

    assertThat(encoded).hasSize(ReportFormat.BYTES);
    assertThat(Codecs.REPORT.decode(encoded))
        .isInstanceOfSatisfying(
            Decoded.Value.class,
            decoded ->
                assertThat(((Report) decoded.value()).getPayload()).isEqualTo(report.getPayload()));
  }

  @Test
  void encode_alreadyPaddedReport_isEncodedTheSame() {
    byte[] once = ReportFormat.encode(TestReports.quality());
    Report read = ((Decoded.Value<Report>) Codecs.REPORT.decode(once)).value();

    assertThat(ReportFormat.encode(read)).isEqualTo(once);
  }

  @Test
  void encode_nameOutOfBounds_isRefused() {
    Report report = Report.newBuilder(TestReports.quality()).setMetric("a".repeat(25)).build();

    assertThatThrownBy(() -> ReportFormat.encode(report))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metric");
  }

  @Test
  void violation_freeTextInAName_isFound() {
    Report report = Report.newBuilder(TestReports.quality()).setDeviceClass("Anna's phone").build();

    assertThat(ReportFormat.violation(report)).hasValue("deviceClass");
  }

  @Test
  void violation_freeTextInABaseline_isFound() {
    Report report =
        Report.newBuilder(TestReports.paired())
            .setBaseline(
                Baseline.newBuilder(TestReports.paired().getBaseline()).setVersion("?").build())
            .build();

    assertThat(ReportFormat.violation(report)).hasValue("baseline.version");
  }

  @Test
  void violation_valueBeyondMagnitude_isFound() {
    for (long value : new long[] {1L << 20, -(1L << 20), Long.MIN_VALUE, Long.MAX_VALUE}) {
      Report report = Report.newBuilder(TestReports.quality()).setPayload(List.of(value)).build();

      assertThat(ReportFormat.violation(report)).hasValue("payload");
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
            "Report.registryDigest: Digest",
            "Report.model: ModelVersion",
            "Report.baseline: null or Baseline",
            "Report.suiteDigest: Digest",
            "Report.deviceClass: string",
            "Report.day: int",
            "Report.metric: string",
            "Report.mechanism: Mechanism",
            "Report.nanoEpsilon: long",
            "Report.payload: array of long",
            "Report.padding: bytes",
            "ModelVersion.name: string",
            "ModelVersion.version: string",
            "ModelVersion.ggufDigest: Digest",
            "ModelVersion.quantization: string",
            "ModelVersion.runtimeBuild: string",
            "ModelVersion.backend: string",
            "Baseline.name: string",
            "Baseline.version: string",
            "Baseline.ggufDigest: Digest");
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
    Arbitrary<String> names =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(8);
    Arbitrary<List<Long>> payloads =
        Arbitraries.longs()
            .between(-ReportFormat.MAX_MAGNITUDE, ReportFormat.MAX_MAGNITUDE)
            .list()
            .ofMinSize(1)
            .ofMaxSize(ReportFormat.MAX_PAYLOAD);
    return Combinators.combine(
            names,
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(24),
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(16),
            Arbitraries.longs().between(1, (1L << 34) - 1),
            payloads,
            Arbitraries.of(Mechanism.values()),
            Arbitraries.of(true, false))
        .as(
            (name, metric, deviceClass, epsilon, payload, mechanism, paired) ->
                Report.newBuilder(paired ? TestReports.paired() : TestReports.quality())
                    .setModel(
                        ModelVersion.newBuilder(TestReports.model())
                            .setName(name + name + name)
                            .setVersion(name + name)
                            .setQuantization(name)
                            .setRuntimeBuild(name + name)
                            .setBackend(name)
                            .build())
                    .setMetric(metric)
                    .setDeviceClass(deviceClass)
                    .setNanoEpsilon(epsilon)
                    .setPayload(payload)
                    .setMechanism(mechanism)
                    .build());
  }
}
