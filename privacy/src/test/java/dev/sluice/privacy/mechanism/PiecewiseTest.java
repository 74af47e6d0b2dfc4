package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiecewiseTest {
  private static final Epsilon ONE = Epsilon.of(1);
  private static final Piecewise DIFFERENCE =
      new Piecewise(new ClippedRange(-0.2, 0.2, ClippedRange.Worst.LOW));

  /** 1000 / sqrt(e), rounded. */
  private static final int WINDOW = 607;

  private static final int OUTPUTS = 1607;

  private final ScriptedRandomness randomness = new ScriptedRandomness();

  @ParameterizedTest
  @CsvSource({"-0.2, 0", "0, 500", "0.2, 1000", "7, 1000", "-1e9, 0", "NaN, 0", "Infinity, 0"})
  void encode_near_isUniformInTheWindowThatBeginsAtTheStep(double value, int step) {
    randomness.bits = 0;
    for (int draw : new int[] {0, 1, WINDOW - 1, WINDOW, 5000}) {
      randomness.uniform = draw;

      assertThat(DIFFERENCE.encode(new Measurement.Quantity(value), ONE, randomness))
          .containsExactly(step + Math.min(draw, WINDOW - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.2, 0, 0.2})
  void encode_notNear_isUniformInAllOutputsWhateverTheValue(double value) {
    randomness.bits = Long.MAX_VALUE;
    for (int draw : new int[] {0, OUTPUTS - 1, 5000}) {
      randomness.uniform = draw;

      assertThat(DIFFERENCE.encode(new Measurement.Quantity(value), ONE, randomness))
          .containsExactly(Math.min(draw, OUTPUTS - 1));
    }
  }

  @Test
  void encode_missing_isTheWorstEnd() {
    assertThat(DIFFERENCE.encode(new Measurement.Missing(), ONE, randomness)).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.5, 1, 2, 4, 8})
  void encode_anyOutput_differsByLessThanTheClaimAndHardlyLess(double tier) {
    int window = (int) Math.round(1000 * Math.exp(-tier / 2));
    // Sums far apart tell the slope of the estimator, which is 1 / beta.
    Piecewise unit = new Piecewise(new ClippedRange(0, 1000, ClippedRange.Worst.LOW));
    double beta = 1000 / (estimate(unit, 1000, tier) - estimate(unit, 0, tier));

    double outside = (1 - beta) / (1000 + window);
    double loss = Math.log((outside + beta / window) / outside);
    assertThat(loss).isLessThanOrEqualTo(tier * (1 + 1e-12)).isCloseTo(tier, within(1e-8));
  }

  private static double estimate(Piecewise mechanism, long sum, double tier) {
    CellSums sums = CellSums.of(2, new long[] {2 * sum}, new long[] {2 * sum * sum});
    return mechanism.headline(sums, Epsilon.of(tier)).orElseThrow().value();
  }

  /** Mean and variance by adding up every output, for cells whose devices differ. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 8})
  void estimate_expectedSums_areTheTruthAndItsExactNoise(double tier) {
    int window = (int) Math.round(1000 * Math.exp(-tier / 2));
    double near = window * Math.expm1(tier);
    double beta = near / (near + 1000 + window);
    int[] steps = {0, 130, 500, 990};
    long scale = 1L << 30;
    double sum = 0;
    double sumOfSquares = 0;
    double noise = 0;
    for (int step : steps) {
      double mean = 0;
      double square = 0;
      for (int output = 0; output < 1000 + window; output++) {
        double probability =
            (1 - beta) / (1000 + window)
                + (output >= step && output < step + window ? beta / window : 0);
        mean += probability * output;
        square += probability * output * output;
      }
      sum += mean;
      sumOfSquares += square;
      noise += (square - mean * mean) / steps.length;
    }
    CellSums sums =
        CellSums.of(
            4 * scale,
            new long[] {Math.round(sum * scale)},
            new long[] {Math.round(sumOfSquares * scale)});

    Estimate estimate = DIFFERENCE.headline(sums, Epsilon.of(tier)).orElseThrow();

    assertThat(estimate.value()).isCloseTo(-0.2 + 0.4 * 405 / 1000, within(1e-6));
    double stated = estimate.noiseVariance() * 4 * scale * Math.pow(1000 * beta / 0.4, 2);
    assertThat(stated / noise).isCloseTo(1, within(1e-6));
    assertThat(estimate.variance()).isGreaterThan(estimate.noiseVariance());
  }

  /** Wang et al. 2019: t^2 / (s - 1) + (s + 3) / (3 (s - 1)^2) with s = e^(eps/2), on [-1, 1]. */
  @ParameterizedTest
  @CsvSource({"0.5, 0.001", "1, 0.001", "2, 0.001", "4, 0.006", "8, 0.03"})
  void noiseVariance_anyTier_isHardlyAboveTheContinuousMechanisms(double tier, double excess) {
    Piecewise unit = new Piecewise(new ClippedRange(-1, 1, ClippedRange.Worst.LOW));
    double root = Math.exp(tier / 2);
    double continuous = 1 / (root - 1) + (root + 3) / (3 * (root - 1) * (root - 1));

    assertThat(unit.noiseVariance(Epsilon.of(tier)) / continuous).isBetween(1 - excess, 1 + excess);
  }

  @Test
  void estimate_sumsThatChanceAloneMade_keepTheLeastNoise() {
    // All payloads equal: no spread at all, which cannot be what the mechanism does.
    CellSums sums = CellSums.of(10, new long[] {8030}, new long[] {803 * 803 * 10});

    Estimate estimate = DIFFERENCE.headline(sums, ONE).orElseThrow();

    assertThat(estimate.noiseVariance()).isGreaterThan(DIFFERENCE.noiseVariance(ONE) / 10 / 2);
  }

  @Test
  void admits_beyondTheOutputs_isRefused() {
    assertThat(DIFFERENCE.admits(new long[] {0}, ONE)).isTrue();
    assertThat(DIFFERENCE.admits(new long[] {OUTPUTS - 1}, ONE)).isTrue();
    assertThat(DIFFERENCE.admits(new long[] {OUTPUTS}, ONE)).isFalse();
    assertThat(DIFFERENCE.admits(new long[] {OUTPUTS - 1}, Epsilon.of(2))).isFalse();
    assertThat(DIFFERENCE.admits(new long[] {-1}, ONE)).isFalse();
    assertThat(DIFFERENCE.admits(new long[] {1, 2}, ONE)).isFalse();
  }

  @Test
  void encode_category_isRefused() {
    assertThatThrownBy(() -> DIFFERENCE.encode(new Measurement.Category(0), ONE, randomness))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
