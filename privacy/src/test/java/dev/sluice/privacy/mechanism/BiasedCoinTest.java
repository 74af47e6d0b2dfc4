package dev.sluice.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BiasedCoinTest {

  @Property
  void atMost_anyProbability_isBelowItAndNoMoreThanTwoStepsOff(
      @ForAll @DoubleRange(min = 0, max = 1) double probability) {
    double rounded = BiasedCoin.atMost(probability).probability();

    assertThat(rounded).isLessThanOrEqualTo(probability);
    assertThat(rounded).isCloseTo(probability, within(0x1p-39));
  }

  @Test
  void heads_bitsAroundTheThreshold_areBelowIt() {
    ScriptedRandomness randomness = new ScriptedRandomness();
    BiasedCoin coin = BiasedCoin.atMost(0.25);

    randomness.bits = coin.threshold() - 1;
    assertThat(coin.heads(randomness)).isTrue();
    randomness.bits = coin.threshold();
    assertThat(coin.heads(randomness)).isFalse();
  }

  @Test
  void atMost_nothing_neverFallsOnHeads() {
    assertThat(BiasedCoin.atMost(0).heads(new ScriptedRandomness())).isFalse();
  }
}
