package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramLaplaceTest {
  private static final Epsilon ONE = Epsilon.of(1);
  private static final HistogramLaplace HISTOGRAM = new HistogramLaplace(List.of(100.0, 200.0));

  private final ScriptedRandomness randomness = new ScriptedRandomness();

  @ParameterizedTest
  @CsvSource({
    "-5, 0",
    "99.9, 0",
    "100, 1",
    "199.9, 1",
    "200, 2",
    "1e9, 2",
    "NaN, 2",
    "Infinity, 2"
  })
  void encode_value_fillsItsBucketAlone(double value, int bucket) {
    long[] payload = HISTOGRAM.encode(new Measurement.Quantity(value), ONE, randomness);

    long[] expected = new long[3];
    expected[bucket] = HistogramLaplace.UNIT;
    assertThat(payload).containsExactly(expected);
  }

  /** The commonest bug of private histograms: under replace-one two buckets change, not one. */
  @Test
  void encode_anyValue_asksForNoiseOfTwoChangedBuckets() {
    HISTOGRAM.encode(new Measurement.Quantity(5), ONE, randomness);

    assertThat(randomness.laplaceCalls)
        .hasSize(3)
        .allSatisfy(
            call -> {
              assertThat(call.l0Sensitivity()).isEqualTo(2);
              assertThat(call.lInfSensitivity()).isEqualTo(HistogramLaplace.UNIT);
            });
  }

  @Test
  void encode_hugeNoise_isClampedAndAdmitted() {
    randomness.noise = 1_000_000;

    long[] payload = HISTOGRAM.encode(new Measurement.Missing(), ONE, randomness);

    assertThat(payload).containsOnly(2_500);
    assertThat(HISTOGRAM.admits(payload, ONE)).isTrue();
    assertThat(HISTOGRAM.admits(new long[] {2_501, 0, 0}, ONE)).isFalse();
    assertThat(HISTOGRAM.admits(new long[] {0, 0}, ONE)).isFalse();
  }

  @Test
  void estimate_sumsOfBuckets_areShares() {
    CellSums sums = CellSums.none(3);
    for (int i = 0; i < 4; i++) {
      sums = sums.plus(HISTOGRAM, new long[] {i == 0 ? 100 : 0, i == 0 ? 0 : 100, 0});
    }

    List<Estimate> estimates = HISTOGRAM.estimate(sums, ONE);

    assertThat(estimates)
        .extracting(Estimate::component)
        .containsExactly("below 100", "100..200", "200 and more");
    assertThat(estimates.get(0).value()).isCloseTo(0.25, within(1e-12));
    assertThat(estimates.get(1).value()).isCloseTo(0.75, within(1e-12));
    assertThat(HISTOGRAM.headline(sums, ONE)).isEmpty();
  }

  /** As people write numbers: no exponents, no zeros that say nothing. */
  @Test
  void estimate_anyEdges_haveBucketsNamedByBothEnds() {
    var wide = new HistogramLaplace(List.of(-0.25, 0.0, 1e7));

    assertThat(wide.estimate(CellSums.of(2, new long[4], new long[4]), ONE))
        .extracting(Estimate::component)
        .containsExactly("below -0.25", "-0.25..0", "0..10000000", "10000000 and more");
  }

  @Test
  void constructor_edgesOutOfOrder_areRefused() {
    assertThatThrownBy(() -> new HistogramLaplace(List.of(2.0, 1.0)))
        .hasMessageContaining("ascending");
    assertThatThrownBy(() -> new HistogramLaplace(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
