package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassesTest {
  @ParameterizedTest
  @CsvSource({"0, 3, 12", "1500, 3, 12", "4000, 1, 6", "5000, 1, 4", "60000, 1, 2"})
  void of_coldPass_areFewerTheLongerItTakes(long millis, int warmUps, int timed) {
    assertThat(Passes.of(Duration.ofMillis(millis))).isEqualTo(new Passes(warmUps, timed));
  }

  @Test
  void bareFirst_passesThatCount_isHalfOfThem() {
    Passes passes = new Passes(3, 12);

    assertThat(IntStream.range(0, passes.all()).filter(passes::counts)).hasSize(12);
    assertThat(IntStream.range(0, passes.all()).filter(passes::counts).filter(passes::bareFirst))
        .hasSize(6);
    assertThat(IntStream.range(0, passes.warmUps()).filter(passes::bareFirst)).isEmpty();
  }
}
