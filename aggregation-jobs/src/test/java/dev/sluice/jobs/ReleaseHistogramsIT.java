package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Histograms of a release beside the mechanism's own, on the same sums. */
class ReleaseHistogramsIT {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
  private static final int REPORTS = 600;
  private static final int COHORT = 500;
  private static final Epsilon EIGHT = Epsilon.of(8);

  private static EmbeddedPostgres postgres;
  private static MetricRegistry metrics;
  private static Metric metric;
  private static HistogramLaplace histogram;
  private static CellTable cells;
  private static String url;

  private final SeededRandomness randomness = new SeededRandomness(11);

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    metrics = BundledRegistry.load();
    metric = metrics.metric("ttft_histogram").orElseThrow();
    histogram = (HistogramLaplace) metric.mechanism();
    cells = CellTable.ofBundledMetrics(url, COHORT);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void releaseHistograms_eachTier_areTheMechanismsOwnEstimates() throws Exception {
    for (Epsilon tier : metrics.epsilonTiers()) {
      CellSums sums = spread(REPORTS, tier);
      String model = "at-" + tier;
      cells.insert(model, DAY, metric, tier, sums);

      assertBuckets(model, histogram.estimate(sums, tier));
    }
  }

  /** Weighed by what the noise of each is known to be: the same in all buckets. */
  @Test
  void releaseHistograms_ofTwoTiersAndDays_arePooledByTheInverseOfTheNoise() throws Exception {
    CellSums coarse = spread(REPORTS, Epsilon.of(1));
    CellSums fine = spread(2 * REPORTS, Epsilon.of(2));
    cells.insert("pooled", DAY, metric, Epsilon.of(1), coarse);
    cells.insert("pooled", DAY.plusDays(1), metric, Epsilon.of(2), fine);

    List<Estimate> expected = new ArrayList<>();
    for (int bucket = 0; bucket < histogram.slots(); bucket++) {
      Estimate one = histogram.estimate(coarse, Epsilon.of(1)).get(bucket);
      Estimate other = histogram.estimate(fine, Epsilon.of(2)).get(bucket);
      double weight = one.noiseVariance() / (one.noiseVariance() + other.noiseVariance());
      expected.add(mixed(one, other, weight));
    }
    assertBuckets("pooled", expected);
    assertThat(
            cells.rows(
                "select distinct reports || ' ' || first_day || ' ' || last_day"
                    + " from release_histograms where model_name = 'pooled'"))
        .containsExactly(3 * REPORTS + " 2026-01-15 2026-01-16");
    assertThat(
            cells.rows(
                "select distinct reports from release_histograms_between('%s', '%s') where"
                        .formatted(DAY, DAY)
                    + " model_name = 'pooled'"))
        .containsExactly("" + REPORTS);
  }

  private static Estimate mixed(Estimate one, Estimate other, double weight) {
    return new Estimate(
        one.component(),
        (1 - weight) * one.value() + weight * other.value(),
        Math.pow(1 - weight, 2) * one.noiseVariance() + weight * weight * other.noiseVariance(),
        Math.pow(1 - weight, 2) * one.variance() + weight * weight * other.variance());
  }

  @Test
  void releaseHistograms_belowTheCohort_sayThatTheySuppressAndHaveNoNumber() throws Exception {
    cells.insert("few", DAY, metric, EIGHT, spread(COHORT - 1, EIGHT));

    assertThat(
            cells.rows(
                """
                select concat_ws('|', label, reports, effective_reports, share, noise_error, error,
                                 noise_low, noise_high, low, high, suppressed)
                from release_histograms where model_name = 'few' and bucket in (1, 2, 12)
                order by bucket
                """))
        .containsExactly(
            "below 50|fewer than 500 reports",
            "50..100|fewer than 500 reports",
            "10000 and more|fewer than 500 reports");
  }

  /** Devices from fast to slow. */
  private CellSums spread(int reports, Epsilon epsilon) {
    CellSums sums = CellSums.none(histogram.slots());
    for (int report = 0; report < reports; report++) {
      var measured = new Measurement.Quantity(1_200.0 * report / reports);
      sums = sums.plus(histogram, histogram.encode(measured, epsilon, randomness));
    }
    return sums;
  }

  private static void assertBuckets(String model, List<Estimate> expected) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query =
            connection.prepareStatement(
                "select * from release_histograms where model_name = ? order by bucket")) {
      query.setString(1, model);
      ResultSet row = query.executeQuery();
      for (Estimate estimate : expected) {
        assertThat(row.next()).as(model).isTrue();
        double tolerance = 1e-6 * estimate.radius();
        assertThat(row.getString("label")).isEqualTo(estimate.component());
        assertThat(row.getDouble("share")).isCloseTo(estimate.value(), within(tolerance));
        assertThat(row.getDouble("error"))
            .isCloseTo(Math.sqrt(estimate.variance()), within(tolerance));
        assertThat(row.getDouble("high") - row.getDouble("share"))
            .isCloseTo(estimate.radius(), within(tolerance));
        assertThat(row.getDouble("share") - row.getDouble("noise_low"))
            .isCloseTo(estimate.noiseRadius(), within(tolerance));
        assertThat(row.getString("deployment")).isEqualTo("device");
        assertThat(row.getString("suppressed")).isNull();
      }
      assertThat(row.next()).isFalse();
    }
  }
}
