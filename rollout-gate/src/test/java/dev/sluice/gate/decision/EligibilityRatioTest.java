package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EligibilityRatioTest {
  /** 3.9 standard deviations: one test in ten thousand. */
  private static final double MISMATCH = 15.1;

  @Test
  void statistic_everyDeviceEligible_countsInTheRatioOfTheWeights() {
    assertThat(statistic(400, 9_600, 1)).isZero();
    assertThat(statistic(320, 9_600, 1)).isGreaterThan(MISMATCH);
    assertThat(statistic(500, 9_600, 1)).isGreaterThan(MISMATCH);
  }

  @Test
  void statistic_halfOfTheDevicesIneligible_twiceAsManyAreExpected() {
    assertThat(statistic(400, 4_800, 0.5)).isZero();
    assertThat(statistic(200, 4_800, 0.5)).isGreaterThan(MISMATCH);
  }

  @Test
  void statistic_eligibleShareUnknown_onlyTooFewAreAMismatch() {
    assertThat(EligibilityRatio.statistic(4_000, 9_600, 0.04, Optional.empty())).hasValue(0);
    assertThat(EligibilityRatio.statistic(0, 9_600, 0.04, Optional.empty()).orElseThrow())
        .isGreaterThan(MISMATCH);
  }

  @Test
  void statistic_eligibleShareUnsure_mismatchIsToo() {
    Optional<PooledEstimate> unsure = Optional.of(new PooledEstimate(1, 0.01, 320));

    assertThat(EligibilityRatio.statistic(320, 9_600, 0.04, unsure).orElseThrow())
        .isLessThan(MISMATCH);
  }

  @Test
  void statistic_hardlyAnyExpected_isNone() {
    assertThat(EligibilityRatio.statistic(0, 100, 0.04, Optional.empty())).isEmpty();
  }

  private static double statistic(long asked, long others, double eligible) {
    PooledEstimate share = new PooledEstimate(eligible, 1e-9, asked);
    return EligibilityRatio.statistic(asked, others, 0.04, Optional.of(share)).orElseThrow();
  }
}
