package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogSoftmaxTest {

  @Test
  void of_allEntries_areProbabilitiesThatSumToOne() {
    float[] logits = {1.5f, -2, 0, 3.25f, -40};
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += Math.exp(LogSoftmax.of(logits, i));
    }

    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void of_scoresThatWouldOverflow_staysFinite() {
    assertThat(LogSoftmax.of(new float[] {3e38f, 3e38f}, 0)).isCloseTo(-Math.log(2), within(1e-9));
    assertThat(LogSoftmax.of(new float[] {1_000, 0}, 1)).isCloseTo(-1_000, within(1e-9));
  }
}
