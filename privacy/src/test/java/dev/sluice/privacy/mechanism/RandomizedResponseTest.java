package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RandomizedResponseTest {
  private static final Epsilon ONE = Epsilon.of(1);
  private static final RandomizedResponse OUTCOME =
      new RandomizedResponse(List.of("ok", "fallback", "crash", "both"), 3);

  /** e / (e + 3), the share of truthful answers at epsilon 1 with four categories. */
  private static final double TRUTHFUL = Math.E / (Math.E + 3);

  private final ScriptedRandomness randomness = new ScriptedRandomness();

  @Test
  void encode_bitsBelowTheThreshold_tellTheTruth() {
    randomness.bits = (long) (TRUTHFUL * 0x1p63) - (1L << 25);

    assertThat(OUTCOME.encode(new Measurement.Category(2), ONE, randomness)).containsExactly(2);
  }

  @Test
  void encode_bitsAboveTheThreshold_lieEvenly() {
    randomness.bits = (long) (TRUTHFUL * 0x1p63) + (1L << 25);
    for (int other = 0; other < 3; other++) {
      randomness.uniform = other;

      assertThat(OUTCOME.encode(new Measurement.Category(1), ONE, randomness))
          .containsExactly(List.of(0L, 2L, 3L).get(other));
    }
  }

  @Test
  void encode_missing_isTheWorstCategory() {
    assertThat(OUTCOME.encode(new Measurement.Missing(), ONE, randomness)).containsExactly(3);
  }

  @Test
  void encode_quantityOrUnknownCategory_isRefused() {
    assertThatThrownBy(() -> OUTCOME.encode(new Measurement.Quantity(1), ONE, randomness))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OUTCOME.encode(new Measurement.Category(4), ONE, randomness))
        .hasMessageContaining("4");
  }

  @Test
  void admits_anythingButACategory_isRefused() {
    assertThat(OUTCOME.admits(new long[] {3}, ONE)).isTrue();
    assertThat(OUTCOME.admits(new long[] {4}, ONE)).isFalse();
    assertThat(OUTCOME.admits(new long[] {-1}, ONE)).isFalse();
    assertThat(OUTCOME.admits(new long[] {Long.MIN_VALUE}, ONE)).isFalse();
  }

  @Test
  void estimate_expectedCounts_givesTheTrueShares() {
    // 10,000 devices of which 90 % are ok and 10 % crashed, seen through the mechanism's odds.
    double lie = (1 - TRUTHFUL) / 3;
    long[] counts = new long[4];
    double[] truth = {0.9, 0, 0.1, 0};
    for (int category = 0; category < 4; category++) {
      counts[category] =
          Math.round(10_000 * (truth[category] * TRUTHFUL + (1 - truth[category]) * lie));
    }

    List<Estimate> estimates = OUTCOME.estimate(CellSums.of(10_000, counts, counts), ONE);

    assertThat(estimates)
        .extracting(Estimate::component)
        .containsExactly("ok", "fallback", "crash", "both");
    for (int category = 0; category < 4; category++) {
      assertThat(estimates.get(category).value()).isCloseTo(truth[category], within(2e-4));
    }
    double observed = counts[0] / 1e4;
    assertThat(estimates.get(0).variance())
        .isCloseTo(
            observed * (1 - observed) / (1e4 * (TRUTHFUL - lie) * (TRUTHFUL - lie)), within(1e-9));
  }

  @Test
  void estimate_everyAnswerTheSame_stillHasTheNoisesVariance() {
    long[] counts = {500, 0, 0, 0};

    Estimate estimate = OUTCOME.headline(CellSums.of(500, counts, counts), ONE).orElseThrow();

    assertThat(estimate.variance()).isGreaterThan(0).isEqualTo(estimate.noiseVariance());
  }

  @Test
  void constructor_doubleNameOrUnknownWorst_isRefused() {
    assertThatThrownBy(() -> new RandomizedResponse(List.of("a", "a"), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RandomizedResponse(List.of("a", "b"), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
