package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpsilonTest {

  @Test
  void of_usualNotation_isExact() {
    assertThat(Epsilon.of(0.1).nano()).isEqualTo(100_000_000);
    assertThat(Epsilon.of(0.5)).hasToString("0.5");
    assertThat(Epsilon.of(8).value()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 8.5, Double.NaN, Double.POSITIVE_INFINITY, 1e-10, 1.0000000001})
  void of_outOfRangeOrTooFine_isRefused(double epsilon) {
    assertThatThrownBy(() -> Epsilon.of(epsilon))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(epsilon));
  }
}
