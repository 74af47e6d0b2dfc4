package dev.sluice.probe.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecodeDriftTest {

  @Test
  void of_fewAnswers_isAbsent() {
    assertThat(DecodeDrift.of(rates(14, 20, 10, 0))).isEmpty();
    assertThat(DecodeDrift.of(rates(15, 20, 10, 0))).isPresent();
  }

  @Test
  void of_runThatLosesAThird_isSlowedDown() {
    DecodeDrift drift = DecodeDrift.of(rates(60, 30, 20, 0.03)).orElseThrow();

    assertThat(drift.change()).isCloseTo(-1 / 3.0, within(0.05));
    assertThat(drift.slowedDown()).isTrue();
  }

  @Test
  void of_steadyButNoisyRuns_areHardlyEverSlowedDown() {
    long slowed =
        IntStream.range(0, 1_000)
            .filter(seed -> DecodeDrift.of(rates(30, 20, 20, 0.2, seed)).orElseThrow().slowedDown())
            .count();

    assertThat(slowed).isLessThan(20);
  }

  @Test
  void of_singleVerySlowAnswers_doNotCount() {
    List<Double> rates = new java.util.ArrayList<>(rates(30, 20, 20, 0.01));
    rates.set(28, 0.5);
    rates.set(29, 0.5);

    assertThat(DecodeDrift.of(rates).orElseThrow().slowedDown()).isFalse();
  }

  @Test
  void of_faster_isNotSlowedDown() {
    assertThat(DecodeDrift.of(rates(30, 10, 20, 0)).orElseThrow().slowedDown()).isFalse();
  }

  private static List<Double> rates(int count, double first, double last, double noise) {
    return rates(count, first, last, noise, 7);
  }

  /** Steady for a third, falling, steady for a third. */
  private static List<Double> rates(int count, double first, double last, double noise, int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            index -> {
              double along = Math.min(1, Math.max(0, 3.0 * (index + 1) / count - 1));
              return (first + (last - first) * along) * (1 + noise * random.nextGaussian());
            })
        .collect(Collectors.toList());
  }
}
