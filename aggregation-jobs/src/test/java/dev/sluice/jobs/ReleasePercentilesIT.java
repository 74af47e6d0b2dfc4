package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles of a release beside what they are of. */
class ReleasePercentilesIT {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);
  private static final int COHORT = 500;
  private static final Epsilon EIGHT = Epsilon.of(8);

  private static EmbeddedPostgres postgres;
  private static Metric metric;
  private static HistogramLaplace histogram;
  private static CellTable cells;

  private final SeededRandomness randomness = new SeededRandomness(11);

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    MetricRegistry metrics = BundledRegistry.load();
    metric = metrics.metric("ttft_histogram").orElseThrow();
    histogram = (HistogramLaplace) metric.mechanism();
    cells = CellTable.ofBundledMetrics(url, COHORT);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  /** Sums that no noise has touched: what the percentiles are is known. */
  @Test
  void releasePercentiles_withoutNoise_areTheFleetsOwn() throws Exception {
    long[] reports = {0, 0, 400_000, 300_000, 250_000, 50_000, 0, 0, 0, 0, 0, 0};
    cells.insert("known", DAY, metric, EIGHT, exactly(reports));

    assertThat(percentiles("known"))
        .containsExactly(
            "50 233.333 200 300 1000000", "90 460 300 500 1000000", "95 500 300 750 1000000");
  }

  /** There is no end to go towards, and no number that could stand for it. */
  @Test
  void releasePercentiles_inABucketWithoutAnEnd_sayWhichSideTheyAreOn() throws Exception {
    cells.insert(
        "slowest",
        DAY,
        metric,
        EIGHT,
        exactly(new long[] {600_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 400_000}));

    assertThat(
            cells.rows(
                "select concat_ws('|', percentile, reading, value, low, high) from"
                    + " release_percentiles where model_name = 'slowest' order by percentile"))
        .containsExactly("50|below 50|50", "90|at least 10000|10000", "95|at least 10000|10000");
    assertThat(
            cells.rows(
                "select count(value) || ' ' || count(low) || ' ' || count(high) from"
                    + " release_percentiles where model_name = 'slowest'"))
        .containsExactly("0 2 1");
  }

  @Test
  void releasePercentiles_belowTheCohort_sayThatTheySuppressAndHaveNoNumber() throws Exception {
    cells.insert("few", DAY, metric, EIGHT, spread(COHORT - 1, EIGHT));

    assertThat(
            cells.rows(
                """
                select concat_ws('|', percentile, reports, reading, value, low, high, suppressed)
                from release_percentiles where model_name = 'few' order by percentile
                """))
        .containsExactly(
            "50|fewer than 500 reports", "90|fewer than 500 reports", "95|fewer than 500 reports");
  }

  @Test
  void releasePercentiles_withMuchNoise_riseAndLieInTheirIntervals() throws Exception {
    for (int fleet = 0; fleet < 20; fleet++) {
      String model = "noisy-" + fleet;
      CellSums sums = spread(COHORT, Epsilon.of(1));
      cells.insert(model, DAY, metric, Epsilon.of(1), sums);
      List<Double> rising = rising(histogram.estimate(sums, Epsilon.of(1)));

      assertThat(
              cells.rows(
                  "select percentile || ' ' || reading from release_percentiles where model_name ="
                      + " '%s' order by percentile".formatted(model)))
          .containsExactly(
              "50 " + reading(rising, 0.5),
              "90 " + reading(rising, 0.9),
              "95 " + reading(rising, 0.95));
    }
    assertThat(
            cells.rows(
                "select count(*) filter (where value < low or value > high) from"
                    + " release_percentiles where model_name like 'noisy-%'"))
        .containsExactly("0");
  }

  /** Of many fleets, each of one true distribution, as the mechanism would have noised them. */
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 2", "8, 3"})
  void histogramPercentiles_manyFleets_areWithinTheirIntervalsAsOftenAsTheySay(
      double tier, long seed) throws Exception {
    double[] truth = {0.05, 0.1, 0.2, 0.15, 0.15, 0.1, 0.1, 0.05, 0.04, 0.03, 0.02, 0.01};
    int fleets = 1_000;
    String asked =
        """
        select percentile || ' ' || avg((%s between low_bucket and high_bucket)::integer)
        from unnest(array[%s]) as fleet
        cross join histogram_percentiles(fleet::double precision[], %s, 500)
        group by percentile order by percentile
        """
            .formatted(
                "case percentile when 50 then 4 when 90 then 8 else 9 end",
                fleets(truth, tier, fleets, seed),
                Math.sqrt(8 / (tier * tier) / 500));

    assertThat(cells.rows(asked))
        .hasSize(3)
        .allSatisfy(
            row ->
                assertThat(Double.parseDouble(row.substring(row.indexOf(' '))))
                    .as(row)
                    .isGreaterThan(0.94));
  }

  private static String fleets(double[] truth, double tier, int fleets, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> shares = new ArrayList<>();
    for (int fleet = 0; fleet < fleets; fleet++) {
      double[] counts = new double[truth.length];
      for (int report = 0; report < 500; report++) {
        counts[drawn(truth, random.nextDouble())]++;
      }
      List<String> noised = new ArrayList<>();
      for (double count : counts) {
        double noise = Math.sqrt(8 / (tier * tier) / 500) * normal(random);
        noised.add(String.format(Locale.ROOT, "%.9f", count / 500 + noise));
      }
      shares.add("'{" + String.join(",", noised) + "}'");
    }
    return String.join(",", shares);
  }

  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log1p(-random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static int drawn(double[] truth, double draw) {
    int bucket = 0;
    double below = truth[0];
    while (draw >= below && bucket < truth.length - 1) {
      below += truth[++bucket];
    }
    return bucket;
  }

  /** Pool adjacent violators, block by block; the view has it by another formula. */
  private static List<Double> rising(List<Estimate> shares) {
    double total = shares.stream().mapToDouble(Estimate::value).sum();
    List<double[]> blocks = new ArrayList<>();
    double cumulative = 0;
    for (int edge = 0; edge < shares.size() - 1; edge++) {
      cumulative += shares.get(edge).value() - (total - 1) / shares.size();
      blocks.add(new double[] {cumulative, 1});
      for (int last = blocks.size() - 1; last > 0 && violates(blocks, last); last--) {
        double[] behind = blocks.remove(last);
        double[] before = blocks.get(last - 1);
        double size = before[1] + behind[1];
        blocks.set(
            last - 1, new double[] {(before[0] * before[1] + behind[0] * behind[1]) / size, size});
      }
    }
    return blocks.stream()
        .flatMap(block -> Collections.nCopies((int) block[1], block[0]).stream())
        .map(share -> Math.max(0, Math.min(1, share)))
        .collect(Collectors.toList());
  }

  private static boolean violates(List<double[]> blocks, int last) {
    return blocks.get(last - 1)[0] >= blocks.get(last)[0];
  }

  private static String reading(List<Double> rising, double share) {
    List<Double> edges = histogram.edges();
    int bucket = (int) rising.stream().filter(each -> each < share).count();
    if (bucket == 0) {
      return "below 50";
    }
    if (bucket == edges.size()) {
      return "at least 10000";
    }
    double part = (share - rising.get(bucket - 1)) / (rising.get(bucket) - rising.get(bucket - 1));
    double value = edges.get(bucket - 1) + part * (edges.get(bucket) - edges.get(bucket - 1));
    return new BigDecimal(value)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static List<String> percentiles(String model) throws Exception {
    return cells.rows(
        "select concat_ws(' ', percentile, reading, low, high, reports) from release_percentiles"
            + " where model_name = '%s' order by percentile".formatted(model));
  }

  private static CellSums exactly(long[] reports) {
    long[] sums = new long[reports.length];
    long[] squares = new long[reports.length];
    long all = 0;
    for (int bucket = 0; bucket < reports.length; bucket++) {
      sums[bucket] = reports[bucket] * HistogramLaplace.UNIT;
      squares[bucket] = sums[bucket] * HistogramLaplace.UNIT;
      all += reports[bucket];
    }
    return CellSums.of(all, sums, squares);
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
}
