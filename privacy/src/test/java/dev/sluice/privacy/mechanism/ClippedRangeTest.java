package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClippedRangeTest {
  private static final ClippedRange QUALITY = new ClippedRange(0.6, 1, ClippedRange.Worst.LOW);

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
  void step_value_isCheckedClippedAndRounded(double value, int expected) {
    assertThat(QUALITY.step(new Measurement.Quantity(value))).isEqualTo(expected);
  }

  @Test
  void step_missing_isTheWorstEnd() {
    ClippedRange slow = new ClippedRange(0, 0.25, ClippedRange.Worst.HIGH);

    assertThat(slow.step(new Measurement.Missing())).isEqualTo(1000);
    assertThat(slow.step(new Measurement.Quantity(Double.NaN))).isEqualTo(1000);
    assertThat(QUALITY.step(new Measurement.Missing())).isZero();
  }

  @Property
  void step_anyDoubleInAnyRange_isOnTheGrid(
      @ForAll double value, @ForAll double low, @ForAll double high) {
    if (Double.isFinite(high - low) && low < high) {
      ClippedRange range = new ClippedRange(low, high, ClippedRange.Worst.LOW);

      assertThat(range.step(new Measurement.Quantity(value))).isBetween(0, 1000);
    }
  }

  @Test
  void step_category_isRefused() {
    assertThatThrownBy(() -> QUALITY.step(new Measurement.Category(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "NaN, 1", "0, Infinity", "-1.7e308, 1.7e308"})
  void constructor_boundsOutOfOrderOrInfinitelyFarApart_areRefused(double low, double high) {
    assertThatThrownBy(() -> new ClippedRange(low, high, ClippedRange.Worst.LOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[" + low + ", " + high + "]");
  }
}
