package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsTest {

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 0, -1, 2.1, Double.POSITIVE_INFINITY})
  void new_temperatureThatNoEngineTakes_isRefused(double temperature) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Repeats(5, temperature, 1))
        .withMessageContaining("temperature");
  }

  @Test
  void seed_ofTheSameItemAndRepeat_neverChanges() {
    assertThat(new Repeats(5, 1, 1).seed("intent-001", 0)).isEqualTo(1906030516);
  }

  @Test
  void seeds_ofAnyItems_areDifferentAndNeverNegative() {
    Repeats repeats = new Repeats(10, 1, 1);

    int[] seeds =
        IntStream.range(0, 300)
            .flatMap(
                item ->
                    IntStream.range(0, 10).map(repeat -> repeats.seed("item-" + item * 7, repeat)))
            .toArray();

    assertThat(IntStream.of(seeds).min().orElseThrow()).isNotNegative();
    assertThat(IntStream.of(seeds).distinct().count()).isGreaterThan(2_900);
  }
}
