package dev.sluice.probe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void of_empty_isAbsent() {
    assertThat(Quantiles.of(DoubleStream.empty())).isEmpty();
  }

  @Test
  void of_one_isThatValueThreeTimes() {
    assertThat(Quantiles.of(DoubleStream.of(7))).contains(new Quantiles(1, 7, 7, 7));
  }

  @Test
  void of_hundredShuffledValues_takesNearestRanks() {
    DoubleStream sample = IntStream.rangeClosed(1, 100).map(i -> (i * 37) % 101).asDoubleStream();

    assertThat(Quantiles.of(sample)).contains(new Quantiles(100, 5, 50, 95));
  }

  @Test
  void new_disorderedOrNotANumber_isRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Quantiles(3, 2, 1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new Quantiles(3, 1, Double.NaN, 3));
  }
}
