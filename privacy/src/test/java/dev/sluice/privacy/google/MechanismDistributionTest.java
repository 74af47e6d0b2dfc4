package dev.sluice.privacy.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real noise, end to end: what encode adds, estimate takes out. Thresholds are six standard
 * errors, so that each assertion fails by chance less than twice in 1e9 runs.
 */
class MechanismDistributionTest {
  private static final int REPORTS = 20_000;

  private final SecureRandomness randomness = new SecureRandomness();

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 8})
  void gridLaplace_manyReports_estimateIsUnbiasedAndVarianceAsStated(double tier) {
    GridLaplace quality = new GridLaplace(new ClippedRange(0.6, 1, ClippedRange.Worst.LOW));
    Epsilon epsilon = Epsilon.of(tier);
    CellSums sums = collect(quality, new Measurement.Quantity(0.9), epsilon);

    Estimate estimate = quality.headline(sums, epsilon).orElseThrow();

    assertThat(Math.abs(estimate.value() - 0.9))
        .isLessThan(6 * Math.sqrt(estimate.noiseVariance()));
    double sampled =
        (sums.sumOfSquares(0) - (double) sums.sum(0) * sums.sum(0) / REPORTS) / (REPORTS - 1);
    double stated = 2 * Math.pow(ClippedRange.STEPS / tier, 2);
    // The fourth moment of a Laplace variable gives its sample variance a relative error of
    // sqrt(5 / n).
    assertThat(sampled / stated - 1)
        .isBetween(-6 * Math.sqrt(5.0 / REPORTS), 6 * Math.sqrt(5.0 / REPORTS));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 8})
  void randomizedResponse_manyReports_estimateIsUnbiased(double tier) {
    RandomizedResponse outcome = new RandomizedResponse(List.of("ok", "fallback", "crash"), 2);
    Epsilon epsilon = Epsilon.of(tier);

    List<Estimate> estimates =
        outcome.estimate(collect(outcome, new Measurement.Category(1), epsilon), epsilon);

    double[] truth = {0, 1, 0};
    for (int category = 0; category < truth.length; category++) {
      Estimate estimate = estimates.get(category);
      assertThat(Math.abs(estimate.value() - truth[category]))
          .isLessThan(6 * Math.sqrt(estimate.noiseVariance()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 4, 8})
  void oneBitMeanAndPiecewise_manyReports_estimateIsUnbiasedAndVarianceAsStated(double tier) {
    ClippedRange range = new ClippedRange(-0.2, 0.2, ClippedRange.Worst.LOW);
    Epsilon epsilon = Epsilon.of(tier);
    for (Mechanism mechanism : List.of(new OneBitMean(range), new Piecewise(range))) {
      for (double truth : new double[] {-0.2, -0.05, 0.2}) {
        CellSums sums = collect(mechanism, new Measurement.Quantity(truth), epsilon);

        Estimate estimate = mechanism.headline(sums, epsilon).orElseThrow();

        double error = Math.sqrt(estimate.noiseVariance());
        assertThat(Math.abs(estimate.value() - truth)).isLessThan(6 * error);
        // All devices are alike: noise is all there is. Relative error of a variance of bounded
        // values, of which the rarer kind makes up e^-8 at least: 3 per mille times 6, and more.
        assertThat(estimate.variance() / estimate.noiseVariance()).isBetween(1.0, 1.5);
      }
    }
  }

  private CellSums collect(Mechanism mechanism, Measurement measurement, Epsilon epsilon) {
    long[] sums = new long[mechanism.slots()];
    long[] squares = new long[mechanism.slots()];
    for (int report = 0; report < REPORTS; report++) {
      mechanism.accumulate(mechanism.encode(measurement, epsilon, randomness), sums, squares);
    }
    return CellSums.of(REPORTS, sums, squares);
  }
}
