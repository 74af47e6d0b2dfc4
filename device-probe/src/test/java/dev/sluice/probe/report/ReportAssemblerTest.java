package dev.sluice.probe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ReportAssemblerTest {
  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  private final ReportAssembler assembler = new ReportAssembler(REGISTRY, new SecureRandomness());

  @Test
  void assemble_everyMetricClassTierAndExtremeValue_hasOneLengthAndIsAdmitted() {
    double[] values = {0, 0.5, 1, -1e300, 1e300, Double.NaN, Double.POSITIVE_INFINITY};
    for (Metric metric : REGISTRY.metrics()) {
      for (String deviceClass : REGISTRY.deviceClasses()) {
        for (Epsilon tier : REGISTRY.epsilonTiers()) {
          for (double value : values) {
            if (metric.availableOn(deviceClass)) {
              assertOneLengthAndAdmitted(metric, measurement(metric, value), deviceClass, tier);
            }
          }
        }
      }
    }
  }

  @Test
  void assemble_epsilonThatIsNoTier_isRefused() {
    assertThatThrownBy(
            () ->
                assembler.assemble(
                    REGISTRY.metrics().get(0),
                    new Measurement.Missing(),
                    header("phone-8gb", Epsilon.of(3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epsilon");
  }

  @Test
  void draw_headerWithABaseline_isADifferenceAndWithoutOneIsNot() {
    ReportHeader alone = header("phone-8gb", Epsilon.of(1));
    for (int draw = 0; draw < 200; draw++) {
      assertThat(assembler.draw(alone).orElseThrow().design()).isEqualTo(Design.TWO_ARM);
      assertThat(assembler.draw(alone.comparedWith(alone.model())).orElseThrow().design())
          .isEqualTo(Design.PAIRED);
    }
  }

  @Test
  void assemble_differenceWithoutABaseline_isRefused() {
    assertThatThrownBy(
            () ->
                assembler.assemble(
                    REGISTRY.metric("quality_difference").orElseThrow(),
                    new Measurement.Quantity(0),
                    header("phone-8gb", Epsilon.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quality_difference");
  }

  @Test
  void comparedWith_anotherModel_isRefused() {
    ReportHeader alone = header("phone-8gb", Epsilon.of(1));
    ReportedModel other = ReportedModel.newBuilder(model()).setName("other").build();

    assertThatThrownBy(() -> alone.comparedWith(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one model");
  }

  @Test
  void draw_classWithoutTheMetric_neverDrawsIt() {
    for (int draw = 0; draw < 2_000; draw++) {
      assertThat(assembler.draw(header("edge-box", Epsilon.of(1))).orElseThrow().id())
          .isNotEqualTo("energy");
    }
  }

  @Test
  void draw_everythingExpired_drawsNothing() {
    LocalDate last =
        REGISTRY.metrics().stream().map(Metric::expires).max(LocalDate::compareTo).get();

    assertThat(assembler.draw(header("phone-8gb", Epsilon.of(1)).on(last))).isPresent();
    assertThat(assembler.draw(header("phone-8gb", Epsilon.of(1)).on(last.plusDays(1)))).isEmpty();
  }

  private void assertOneLengthAndAdmitted(
      Metric metric, Measurement measurement, String deviceClass, Epsilon tier) {
    ReportHeader alone = header(deviceClass, tier);
    ReportHeader header =
        metric.design() == Design.PAIRED ? alone.comparedWith(alone.model()) : alone;
    byte[] bytes = assembler.assemble(metric, measurement, header);

    assertThat(bytes).hasSize(ReportFormat.BYTES);
    Report report = ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value();
    assertThat(report.getRegistryDigest()).isEqualTo(DigestPrefixes.fromHex(REGISTRY.digest()));
    assertThat(REGISTRY.metricAt(report.getMetric())).hasValue(metric);
    assertThat(REGISTRY.deviceClassAt(report.getDeviceClass())).hasValue(deviceClass);
    assertThat(REGISTRY.epsilonTierAt(report.getEpsilonTier())).hasValue(metric.limited(tier));
    long[] payload = report.getPayload().stream().mapToLong(Long::longValue).toArray();
    assertThat(metric.mechanism().admits(payload, tier)).isTrue();
  }

  private static Measurement measurement(Metric metric, double value) {
    return !metric.quantity().categories().isEmpty()
        ? new Measurement.Category(value > 0 ? 1 : 0)
        : new Measurement.Quantity(value);
  }

  private static ReportedModel model() {
    return new ReportedModel(
        "tiny",
        "1.1.0",
        new DigestPrefix(new byte[8]),
        Quantization.Q8_0,
        InferenceEngine.LLAMA_CPP,
        "b4916",
        KeyValueCacheType.F16,
        ComputeBackend.CPU,
        11);
  }

  private static ReportHeader header(String deviceClass, Epsilon epsilon) {
    return new ReportHeader(model(), new DigestPrefix(new byte[8]), deviceClass, DAY, epsilon);
  }
}
