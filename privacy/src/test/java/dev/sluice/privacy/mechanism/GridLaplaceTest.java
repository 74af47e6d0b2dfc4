package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridLaplaceTest {
  private static final Epsilon ONE = Epsilon.of(1);
  private static final GridLaplace QUALITY =
      new GridLaplace(new ClippedRange(0.6, 1.0, ClippedRange.Worst.LOW));

  private final ScriptedRandomness randomness = new ScriptedRandomness();

  @ParameterizedTest
  @CsvSource({
    "0.6, 0",
    "1.0, 1000",
    "0.8, 500",
    "0.85, 625",
    "0.1, 0",
    "7, 1000",
    "-1e300, 0",
    "NaN, 0",
    "Infinity, 0",
    "-Infinity, 0"
  })
  void encode_value_isClippedAndRoundedBeforeTheNoise(double value, long expected) {
    assertThat(QUALITY.encode(new Measurement.Quantity(value), ONE, randomness))
        .containsExactly(expected);
  }

  @Test
  void encode_missingWhereLowIsGood_isTheHighEnd() {
    GridLaplace slow = new GridLaplace(new ClippedRange(0, 0.25, ClippedRange.Worst.HIGH));

    assertThat(slow.encode(new Measurement.Missing(), ONE, randomness)).containsExactly(1000);
    assertThat(QUALITY.encode(new Measurement.Missing(), ONE, randomness)).containsExactly(0);
  }

  @Test
  void encode_anyValue_asksForNoiseOfTheWholeGrid() {
    QUALITY.encode(new Measurement.Quantity(0.7), ONE, randomness);

    assertThat(randomness.laplaceCalls)
        .containsExactly(new ScriptedRandomness.LaplaceCall(250, 1, 1000, ONE));
  }

  @ParameterizedTest
  @CsvSource({"9000000, 13000", "-9000000, -12000", "100, 600"})
  void encode_noiseBeyondTwelveScales_isClamped(long noise, long expected) {
    randomness.noise = noise;

    long[] payload = QUALITY.encode(new Measurement.Quantity(0.8), ONE, randomness);

    assertThat(payload).containsExactly(expected);
    assertThat(QUALITY.admits(payload, ONE)).isTrue();
  }

  @Test
  void admits_beyondTheClamp_isRefused() {
    assertThat(QUALITY.admits(new long[] {13_001}, ONE)).isFalse();
    assertThat(QUALITY.admits(new long[] {-12_001}, ONE)).isFalse();
    assertThat(QUALITY.admits(new long[] {13_000}, Epsilon.of(2))).isFalse();
    assertThat(QUALITY.admits(new long[] {1, 2}, ONE)).isFalse();
    assertThat(QUALITY.admits(new long[0], ONE)).isFalse();
  }

  @Test
  void encode_category_isRefused() {
    assertThatThrownBy(() -> QUALITY.encode(new Measurement.Category(0), ONE, randomness))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void encode_anyDoubleWhatever_staysOnTheGridBeforeTheNoise(@ForAll double value) {
    ScriptedRandomness recorded = new ScriptedRandomness();
    QUALITY.encode(new Measurement.Quantity(value), ONE, recorded);

    assertThat(recorded.laplaceCalls.get(0).value()).isBetween(0L, 1000L);
  }

  @Test
  void estimate_knownSums_followsTheFormulas() {
    // Two reports, 400 and 600: mean 500, sample variance 20000, below the noise's 2 * 1000^2.
    CellSums sums = CellSums.of(2, new long[] {1000}, new long[] {520_000});

    Estimate estimate = QUALITY.headline(sums, ONE).orElseThrow();

    assertThat(estimate.value()).isCloseTo(0.8, within(1e-12));
    double expected = 0.4 * 0.4 * 1e-6 * 2_000_000 / 2;
    assertThat(estimate.noiseVariance()).isCloseTo(expected, within(1e-12));
    assertThat(estimate.variance()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void estimate_oneReportOrNone_isAbsent() {
    assertThat(QUALITY.estimate(CellSums.none(1), ONE)).isEmpty();
    assertThat(QUALITY.headline(CellSums.of(1, new long[] {5}, new long[] {25}), ONE)).isEmpty();
  }
}
