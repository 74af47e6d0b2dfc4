package dev.sluice.proof.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedModel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is decoded from the bytes of reports has the distribution that the mechanism's definition
 * says. Randomness is real: a good mechanism fails one of a billion times.
 */
class WireDistributionTest {
  private static final double LEAST_P = 1e-9;
  private static final double LEAST_EXPECTED = 30;
  private static final int THOUSANDS = 6_000;
  private static final DigestPrefix NOTHING = new DigestPrefix(new byte[8]);

  /** The bundled registry, with a metric for the one mechanism that none of its metrics uses. */
  private static final MetricRegistry REGISTRY = registry();

  static Stream<Arguments> metricsAndTiers() {
    return Stream.of("quality", "outcome", "ttft_histogram", "energy", "quality_difference")
        .flatMap(id -> REGISTRY.epsilonTiers().stream().map(tier -> Arguments.of(id, tier)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("metricsAndTiers")
  void payload_thousandsOfReports_areDistributedAsDefined(String metric, Epsilon tier) {
    assertThat(p(metric, tier, THOUSANDS, new SecureRandomness())).isGreaterThan(LEAST_P);
  }

  @Tag("statistical")
  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("metricsAndTiers")
  void payload_aMillionReports_areDistributedAsDefined(String metric, Epsilon tier) {
    assertThat(p(metric, tier, 1_000_000, new SecureRandomness())).isGreaterThan(LEAST_P);
  }

  @Test
  void payload_noiseOfAnotherScale_isNoticed() {
    Randomness fifthOff =
        new Randomness() {
          private final Randomness honest = new SecureRandomness();

          @Override
          public int uniform(int bound) {
            return honest.uniform(bound);
          }

          @Override
          public long bits63() {
            return honest.bits63();
          }

          @Override
          public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
            return value + honest.addLaplace(0, l0, lInf, epsilon) * 8 / 10;
          }
        };

    assertThat(p("quality", Epsilon.of(1), THOUSANDS, fifthOff)).isLessThan(LEAST_P);
  }

  /** Pearson's chi-square against the definition; cells that are too rare are put together. */
  private static double p(String id, Epsilon tier, int reports, Randomness randomness) {
    Metric metric = REGISTRY.metric(id).orElseThrow();
    Measurement good = good(metric.mechanism());
    PayloadCells cells =
        PayloadCells.of(metric.mechanism(), tier.value(), step(metric.mechanism()));
    long[] counts = new long[cells.probabilities().length];
    ReportAssembler assembler = new ReportAssembler(REGISTRY, randomness);
    ReportHeader header = header(metric, tier);
    for (int i = 0; i < reports; i++) {
      byte[] bytes = assembler.assemble(metric, good, header);
      counts[cells.cell(payload(bytes))]++;
    }
    return chiSquare(counts, cells.probabilities(), reports);
  }

  private static double chiSquare(long[] counts, double[] probabilities, long reports) {
    assertThat(Arrays.stream(probabilities).sum()).isBetween(1 - 1e-9, 1 + 1e-9);
    double statistic = 0;
    int degrees = -1;
    double rareExpected = 0;
    double rareCount = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = reports * probabilities[i];
      if (expected < LEAST_EXPECTED) {
        rareExpected += expected;
        rareCount += counts[i];
      } else {
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        degrees++;
      }
    }
    if (rareExpected >= LEAST_EXPECTED) {
      statistic += (rareCount - rareExpected) * (rareCount - rareExpected) / rareExpected;
      degrees++;
    }
    return degrees < 1 ? 1 : ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
  }

  private static Measurement good(Mechanism mechanism) {
    if (mechanism instanceof RandomizedResponse) {
      return new Measurement.Category(0);
    }
    if (mechanism instanceof MeanMechanism mean) {
      return new Measurement.Quantity(
          mean.range().worst() == ClippedRange.Worst.LOW
              ? mean.range().high()
              : mean.range().low());
    }
    return new Measurement.Quantity(0);
  }

  private static long step(Mechanism mechanism) {
    return mechanism instanceof MeanMechanism mean && mean.range().worst() == ClippedRange.Worst.LOW
        ? ClippedRange.STEPS
        : 0;
  }

  private static List<Long> payload(byte[] bytes) {
    return ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value().getPayload();
  }

  private static ReportHeader header(Metric metric, Epsilon epsilon) {
    ReportedModel model =
        new ReportedModel(
            "tiny",
            "1.0.0",
            NOTHING,
            Quantization.UNKNOWN,
            InferenceEngine.OTHER,
            "none",
            KeyValueCacheType.UNKNOWN,
            ComputeBackend.UNKNOWN,
            0);
    ReportHeader header =
        new ReportHeader(model, NOTHING, "phone-8gb", LocalDate.of(2026, 1, 1), epsilon);
    return metric.design() == Design.PAIRED ? header.comparedWith(model) : header;
  }

  private static MetricRegistry registry() {
    String yaml =
        BundledRegistry.text()
            .replace(
                "{type: laplace-grid, low: 0, high: 400,",
                "{type: one-bit-mean, low: 0, high: 400,");
    try {
      MetricRegistry registry = RegistryParser.parse(yaml, "test");
      assertThat(registry.metric("energy").orElseThrow().mechanism())
          .isInstanceOf(OneBitMean.class);
      return registry;
    } catch (RegistryException e) {
      throw new AssertionError(e);
    }
  }
}
