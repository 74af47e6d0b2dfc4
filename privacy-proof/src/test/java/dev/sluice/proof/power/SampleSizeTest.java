package dev.sluice.proof.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleSizeTest {

  /** Cohen 1988, table 2.4.1: a standardised effect of .5 takes 63 or 64 an arm (z and t). */
  @Test
  void devices_standardisedEffectOfOneHalf_isTheTextbooks() {
    assertThat(SampleSize.devices(2, 0.5, 1)).isEqualTo(63);
  }

  @Test
  void devices_halfOfTheReports_areTwiceAsMany() {
    assertThat((double) SampleSize.devices(2, 0.01, 0.5))
        .isCloseTo(2.0 * SampleSize.devices(2, 0.01, 1), within(1.0));
  }

  @Test
  void devicesUnderOneNoise_withoutNoise_areTheSame() {
    assertThat(SampleSize.devicesUnderOneNoise(0.3, 0, 0.02))
        .isEqualTo(SampleSize.devices(0.3, 0.02, 1));
  }

  @Test
  void devicesUnderOneNoise_thatMany_haveTheAllowedVariance() {
    double variance = 0.026;
    double noise = 784;
    long devices = SampleSize.devicesUnderOneNoise(variance, noise, 0.02);

    double reached = variance / devices + noise / ((double) devices * devices);
    assertThat(reached).isCloseTo(0.02 * 0.02 / 7.849, within(1e-7));
  }
}
