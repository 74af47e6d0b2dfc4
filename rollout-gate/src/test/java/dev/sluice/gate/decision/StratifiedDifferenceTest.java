package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gate.evidence.Pair;
import dev.sluice.gate.evidence.Stratum;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StratifiedDifferenceTest {
  private static final Metric QUALITY = TestPolicies.REGISTRY.metric("quality").orElseThrow();
  private static final Metric SLOW = TestPolicies.REGISTRY.metric("ttft_slow").orElseThrow();

  @Test
  void of_oneStratum_differenceAndVarianceAsByHand() {
    // 1000 reports each, means 500 and 450 of 1000 on [.6, 1]: .80 and .78; harm .02.
    // Variance of a report: (.4 / 1000)^2 * 2 (1000 / 1)^2 = .32; of the difference: 2 * .00032.
    Difference difference =
        StratifiedDifference.of(QUALITY, Map.of(stratum("a", 1), pair(1000, 500, 450)))
            .orElseThrow();

    assertThat(difference.harm()).isCloseTo(0.02, within(1e-12));
    assertThat(difference.variance()).isCloseTo(0.00064, within(1e-12));
    assertThat(difference.information()).isCloseTo(1562.5, within(1e-6));
  }

  @Test
  void of_metricWhereLowIsGood_signTurned() {
    Difference difference =
        StratifiedDifference.of(SLOW, Map.of(stratum("a", 1), pair(1000, 500, 450))).orElseThrow();

    assertThat(difference.harm()).isCloseTo(-0.0125, within(1e-12));
  }

  @Test
  void of_twoTiers_weightedByInverseVariance() {
    // Epsilon 2 has a quarter of the variance, and so four times the weight: (4 * .04 + 0) / 5.
    Difference difference =
        StratifiedDifference.of(
                QUALITY,
                Map.of(
                    stratum("a", 2), pair(1000, 500, 400),
                    stratum("a", 1), pair(1000, 500, 500)))
            .orElseThrow();

    assertThat(difference.harm()).isCloseTo(0.032, within(1e-12));
    assertThat(difference.information()).isCloseTo(5 * 1562.5, within(1e-6));
  }

  @Test
  void of_armsWithAnotherMixOfClasses_noDifferenceInvented() {
    // No class differs; the candidate has more of the better class. Pooled, it would look better.
    Difference difference =
        StratifiedDifference.of(
                QUALITY,
                Map.of(
                    stratum("good", 1), new Pair(sums(100, 800), sums(900, 800)),
                    stratum("bad", 1), new Pair(sums(900, 200), sums(100, 200))))
            .orElseThrow();

    assertThat(difference.harm()).isCloseTo(0, within(1e-12));
    assertThat(difference.controlReports()).isEqualTo(1000);
  }

  @Test
  void of_stratumOfOneArmOnly_leftOut() {
    Map<Stratum, Pair> strata =
        Map.of(
            stratum("a", 1), pair(100, 500, 500),
            stratum("b", 1), new Pair(sums(100, 900), CellSums.none(1)),
            stratum("c", 1), new Pair(CellSums.none(1), sums(100, 100)));

    assertThat(StratifiedDifference.of(QUALITY, strata).orElseThrow().harm())
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void of_tooFewReportsInEveryStratum_empty() {
    Map<Stratum, Pair> strata = Map.of(stratum("a", 1), new Pair(sums(29, 500), sums(1000, 500)));

    assertThat(StratifiedDifference.of(QUALITY, strata)).isEmpty();
    assertThat(StratifiedDifference.of(QUALITY, Map.of())).isEmpty();
  }

  private static Stratum stratum(String deviceClass, double epsilon) {
    return new Stratum(deviceClass, Epsilon.of(epsilon), TestAggregates.SUITE);
  }

  private static Pair pair(long n, long controlMean, long candidateMean) {
    return new Pair(sums(n, controlMean), sums(n, candidateMean));
  }

  private static CellSums sums(long n, long mean) {
    return CellSums.of(n, new long[] {n * mean}, new long[] {n * mean * mean});
  }
}
