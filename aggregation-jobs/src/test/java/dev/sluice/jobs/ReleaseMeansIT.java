package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.postgres.Tables;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The views' formulas beside the mechanisms' own, on the same sums. */
class ReleaseMeansIT {
  private static final int REPORTS = 600;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

  /** The bundled registry, with a metric for the one mechanism that none of its metrics uses. */
  private static final RegistryTexts REGISTRY =
      RegistryTexts.of(
          BundledRegistry.text()
              .replace(
                  "{type: laplace-grid, low: 0, high: 400,",
                  "{type: one-bit-mean, low: 0, high: 400,"));

  /** One before it, in which the same metric has another range. */
  private static final RegistryFile OLDER =
      new RegistryFile(
          "older", REGISTRY.present().yaml().replace("low: 0.6, high: 1.0", "low: 0.5, high: 1.0"));

  private static EmbeddedPostgres postgres;
  private static MetricRegistry metrics;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    metrics = REGISTRY.parse().present();
    Tables.prepare(
        new DatabaseAccess(url),
        AggregationRules.defaults()
            .withRegistries(new RegistryTexts(REGISTRY.present(), List.of(OLDER)))
            .withMinimumCohort(2));
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quality", "energy", "quality_difference", "outcome_difference"})
  void releaseMeans_eachTier_areTheMechanismsOwnEstimates(String id) throws Exception {
    Metric metric = metrics.metric(id).orElseThrow();
    for (Epsilon tier : metrics.epsilonTiers()) {
      CellSums sums = collect(metric.mechanism(), tier);
      String model = id + "-at-" + tier;
      insert(model, metric, tier, sums);

      Estimate expected = metric.mechanism().headline(sums, tier).orElseThrow();
      assertRow(model, expected);
    }
  }

  /** Not one number of both: the same payload says another pass rate in the other range. */
  @Test
  void releaseMeans_ofTwoRegistries_areARowOfEachByItsOwnRange() throws Exception {
    MetricRegistry older = OLDER.parse();
    Metric present = metrics.metric("quality").orElseThrow();
    Metric old = older.metric("quality").orElseThrow();
    Epsilon one = Epsilon.of(1);
    CellSums sums = collect(present.mechanism(), one);
    insert("changing", metrics, present, one, sums);
    insert("changing", older, old, one, sums);

    assertThat(
            column(
                "select registry_digest || ' ' || round(mean::numeric, 6) || ' ' || reports || ' '"
                    + " || deployment from release_quality where model_name = 'changing'"))
        .containsExactlyInAnyOrder(
            row(metrics, present.mechanism().headline(sums, one).orElseThrow()),
            row(older, old.mechanism().headline(sums, one).orElseThrow()));
  }

  private static String row(MetricRegistry registry, Estimate estimate) {
    return "%s %.6f %d device".formatted(registry.digestPrefix(), estimate.value(), REPORTS);
  }

  @Test
  void releaseDifferences_pairedMetric_isAmongThem() throws Exception {
    Metric metric = metrics.metric("ttft_slow_difference").orElseThrow();
    insert("paired", metric, Epsilon.of(1), collect(metric.mechanism(), Epsilon.of(1)));

    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "select metric from release_differences where model_name = 'paired'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("ttft_slow_difference");
    }
  }

  @Test
  void releaseMeansBetween_daysOfAStage_poolsThoseAlone() throws Exception {
    Metric metric = metrics.metric("quality").orElseThrow();
    insert("staged", metric, Epsilon.of(1), collect(metric.mechanism(), Epsilon.of(1)));

    assertThat(staged(DAY, DAY)).isEqualTo(staged(LocalDate.EPOCH, DAY.plusDays(9)));
    assertThat(staged(DAY, DAY)).containsExactly(REPORTS + " device");
    assertThat(staged(DAY.plusDays(1), DAY.plusDays(9))).isEmpty();
    assertThat(column("select deployment from release_quality where model_name = 'staged'"))
        .containsExactly("device");
  }

  /** Missing, it could not be told from what nobody reported; and not one of its numbers shows. */
  @ParameterizedTest
  @CsvSource({
    "quality, release_quality, mean",
    "quality_difference, release_differences, mean",
    "outcome, release_outcomes, share"
  })
  void releaseViews_belowTheCohort_sayThatTheySuppress(String id, String view, String estimate)
      throws Exception {
    Metric metric = metrics.metric(id).orElseThrow();
    String model = id + "-of-one";
    CellSums one =
        CellSums.none(metric.mechanism().slots()).plus(metric.mechanism(), new long[] {1});
    insert(model, metric, Epsilon.of(1), one);

    assertThat(
            column(
                """
                select distinct concat_ws('|', metric, deployment, first_day, suppressed, reports,
                                          %s, noise_low, noise_high, low, high)
                from %s where model_name = '%s'
                """
                    .formatted(estimate, view, model)))
        .containsExactly(id + "|device|2026-01-15|fewer than 2 reports");
  }

  @Test
  void releaseReporting_ofOneRelease_hasAllReportsOfItsDay() throws Exception {
    Metric metric = metrics.metric("energy").orElseThrow();
    insert("reporting", metric, Epsilon.of(1), collect(metric.mechanism(), Epsilon.of(1)));

    assertThat(
            column(
                "select reports || ' ' || share_of_day || ' ' || closed from release_reporting"
                    + " where model_name = 'reporting'"))
        .containsExactly(REPORTS + " 1 true");
  }

  @Test
  void reportingDays_onWhichNothingCame_areThereAndEmpty() throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection
          .createStatement()
          .executeUpdate(
              """
              insert into tallies (day, disposition, reason, reports)
              values ('2026-01-15', 'COUNTED', '', 7), ('2026-01-15', 'LATE', '', 2),
                     ('2026-01-16', 'COUNTED', '', 0), ('1970-01-01', 'INVALID', 'malformed', 5)
              """);
    }

    assertThat(
            column(
                "select day || ' ' || counted || ' ' || not_counted from reporting_days order by"
                    + " day"))
        .containsExactly("2026-01-15 7 2", "2026-01-16 0 0");
  }

  private static List<String> staged(LocalDate from, LocalDate to) throws Exception {
    return column(
        "select reports || ' ' || deployment from release_means_between('%s', '%s')"
                .formatted(from, to)
            + " where model_name = 'staged'");
  }

  private static List<String> column(String query) throws Exception {
    return new CellTable(url, metrics).rows(query);
  }

  /** A fleet that is spread over the range. */
  private static CellSums collect(Mechanism mechanism, Epsilon epsilon) {
    SecureRandomness randomness = new SecureRandomness();
    double low = mechanism.noiseless(new Measurement.Quantity(-1e9));
    double high = mechanism.noiseless(new Measurement.Quantity(1e9));
    CellSums sums = CellSums.none(1);
    for (int report = 0; report < REPORTS; report++) {
      double value = low + (high - low) * report / REPORTS;
      sums =
          sums.plus(
              mechanism, mechanism.encode(new Measurement.Quantity(value), epsilon, randomness));
    }
    return sums;
  }

  private static void insert(String model, Metric metric, Epsilon epsilon, CellSums sums)
      throws Exception {
    insert(model, metrics, metric, epsilon, sums);
  }

  private static void insert(
      String model, MetricRegistry registry, Metric metric, Epsilon epsilon, CellSums sums)
      throws Exception {
    new CellTable(url, registry).insert(model, DAY, metric, epsilon, sums);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome", "harness", "eligibility", "harness_of_both"})
  void releaseShares_eachTier_areTheMechanismsOwnEstimates(String id) throws Exception {
    Metric metric = metrics.metric(id).orElseThrow();
    int categories = metric.quantity().categories().size();
    for (Epsilon tier : metrics.epsilonTiers()) {
      CellSums sums = CellSums.none(categories);
      SecureRandomness randomness = new SecureRandomness();
      for (int report = 0; report < REPORTS; report++) {
        Measurement measured = new Measurement.Category(report % 5 == 0 ? report % categories : 0);
        sums = sums.plus(metric.mechanism(), metric.mechanism().encode(measured, tier, randomness));
      }
      String model = id + "-at-" + tier;
      insert(model, metric, tier, sums);

      assertShares(model, metric.mechanism().estimate(sums, tier));
    }
  }

  private static void assertShares(String model, List<Estimate> expected) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query =
            connection.prepareStatement(
                "select * from release_shares where model_name = ? and category = ?")) {
      for (Estimate estimate : expected) {
        query.setString(1, model);
        query.setString(2, estimate.component());
        ResultSet row = query.executeQuery();
        assertThat(row.next()).as(model).isTrue();
        double tolerance = 1e-6 * estimate.radius();
        assertThat(row.getDouble("share")).as(model).isCloseTo(estimate.value(), within(tolerance));
        assertThat(row.getDouble("high") - row.getDouble("share"))
            .as(model)
            .isCloseTo(estimate.radius(), within(tolerance));
        assertThat(row.getDouble("share") - row.getDouble("noise_low"))
            .as(model)
            .isCloseTo(estimate.noiseRadius(), within(tolerance));
        assertThat(row.getString("deployment")).isEqualTo("device");
        assertThat(row.getString("suppressed")).isNull();
      }
    }
  }

  private static void assertRow(String model, Estimate expected) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query =
            connection.prepareStatement("select * from release_means where model_name = ?")) {
      query.setString(1, model);
      ResultSet row = query.executeQuery();
      assertThat(row.next()).as(model).isTrue();
      assertThat(row.getString("suppressed")).isNull();
      double tolerance = 1e-6 * expected.radius();
      assertThat(row.getDouble("mean")).as(model).isCloseTo(expected.value(), within(tolerance));
      assertThat(row.getDouble("mean") - row.getDouble("noise_low"))
          .as(model)
          .isCloseTo(expected.noiseRadius(), within(tolerance));
      assertThat(row.getDouble("high") - row.getDouble("mean"))
          .as(model)
          .isCloseTo(expected.radius(), within(tolerance));
    }
  }
}
