package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneBitMeanTest {
  private static final Epsilon ONE = Epsilon.of(1);
  private static final OneBitMean QUALITY =
      new OneBitMean(new ClippedRange(0.6, 1, ClippedRange.Worst.LOW));

  /** tanh(1/2): how often the bit tells of the truth at epsilon 1. */
  private static final double BETA = (Math.E - 1) / (Math.E + 1);

  private final ScriptedRandomness randomness = new ScriptedRandomness();

  @ParameterizedTest
  @CsvSource({"0.6, 0", "0.8, 500", "0.9, 750", "1, 1000", "7, 1000", "NaN, 0", "Infinity, 0"})
  void encode_tellingBit_isOneForAsManyDrawsOfAThousandAsTheStep(double value, int step) {
    randomness.bits = (long) (BETA * 0x1p63) - (1L << 25);

    int ones = 0;
    for (int draw = 0; draw < 1000; draw++) {
      randomness.uniform = draw;
      ones += (int) QUALITY.encode(new Measurement.Quantity(value), ONE, randomness)[0];
    }

    assertThat(ones).isEqualTo(step);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.8, 1})
  void encode_bitThatDoesNotTell_isAFairCoinWhateverTheValue(double value) {
    randomness.bits = (long) (BETA * 0x1p63) + (1L << 25);
    for (int draw = 0; draw < 2; draw++) {
      randomness.uniform = draw;

      assertThat(QUALITY.encode(new Measurement.Quantity(value), ONE, randomness))
          .containsExactly(draw);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.5, 1, 2, 4, 8})
  void encode_bothBits_differByLessThanTheClaimAndHardlyLess(double tier) {
    OneBitMean unit = new OneBitMean(new ClippedRange(0, 1, ClippedRange.Worst.LOW));
    // A single one among n bits estimates (1/n - (1 - beta)/2) / beta: from two cells, beta itself.
    double zero = estimate(unit, 0, tier);
    double beta = 1 / (estimate(unit, 1000, tier) - zero);

    double loss = Math.log((1 + beta) / (1 - beta));
    assertThat(loss).isLessThanOrEqualTo(tier * (1 + 1e-15)).isCloseTo(tier, within(1e-8));
  }

  private static double estimate(OneBitMean mechanism, long ones, double tier) {
    CellSums sums = CellSums.of(1000, new long[] {ones}, new long[] {ones});
    return mechanism.headline(sums, Epsilon.of(tier)).orElseThrow().value();
  }

  @Test
  void estimate_knownSums_followsThePaper() {
    CellSums sums = CellSums.of(1000, new long[] {600}, new long[] {600});

    Estimate estimate = QUALITY.headline(sums, ONE).orElseThrow();

    double share = (0.6 * (Math.E + 1) - 1) / (Math.E - 1);
    assertThat(estimate.value()).isCloseTo(0.6 + 0.4 * share, within(1e-9));
    double variance = 0.4 * 0.4 * 0.6 * 0.4 / (1000 * BETA * BETA);
    assertThat(estimate.noiseVariance()).isCloseTo(variance, within(1e-9));
    assertThat(estimate.variance()).isCloseTo(variance * 1000 / 999, within(1e-9));
  }

  @Test
  void estimate_allBitsEqual_stillHasTheNoiseOfTheRangesEnd() {
    CellSums sums = CellSums.of(500, new long[] {500}, new long[] {500});

    Estimate estimate = QUALITY.headline(sums, ONE).orElseThrow();

    double end = (1 - BETA * BETA) / 4;
    assertThat(estimate.variance()).isCloseTo(0.16 * end / (500 * BETA * BETA), within(1e-9));
  }

  @Test
  void noiseVariance_anyTier_isThatOfTheMiddle() {
    assertThat(QUALITY.noiseVariance(ONE)).isCloseTo(0.16 / (4 * BETA * BETA), within(1e-9));
  }

  @Test
  void admits_anythingButABit_isRefused() {
    assertThat(QUALITY.admits(new long[] {0}, ONE)).isTrue();
    assertThat(QUALITY.admits(new long[] {1}, ONE)).isTrue();
    assertThat(QUALITY.admits(new long[] {2}, ONE)).isFalse();
    assertThat(QUALITY.admits(new long[] {-1}, ONE)).isFalse();
    assertThat(QUALITY.admits(new long[] {0, 1}, ONE)).isFalse();
    assertThat(QUALITY.admits(new long[0], ONE)).isFalse();
  }

  @Test
  void encode_category_isRefused() {
    assertThatThrownBy(() -> QUALITY.encode(new Measurement.Category(0), ONE, randomness))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
