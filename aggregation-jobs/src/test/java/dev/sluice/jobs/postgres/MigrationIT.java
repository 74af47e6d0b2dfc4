package dev.sluice.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.TestPostgres;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.registry.RegistryTexts;
import dev.sluice.privacy.bundled.BundledRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that an older job has filled, and that analysts have built on. */
class MigrationIT {
  private static final String SHARES =
      """
      select concat_ws('|', model_name, device_class, deployment, metric, measures, category,
                       first_day, last_day, reports, round(share::numeric, 9),
                       round(noise_low::numeric, 9), round(noise_high::numeric, 9),
                       round(low::numeric, 9), round(high::numeric, 9), %s)
      from %s order by model_name, category
      """;

  private EmbeddedPostgres postgres;
  private String url;

  @BeforeEach
  void start() throws Exception {
    postgres = TestPostgres.start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:dev/sluice/jobs/postgres/migrations")
        .target("8")
        .load()
        .migrate();
    fill();
  }

  @AfterEach
  void stop() throws Exception {
    postgres.close();
  }

  @Test
  void migration_ofAFilledDatabase_changesNoShareThatWasThere() throws Exception {
    List<String> before = rows(SHARES.formatted("suppressed", "release_shares"));
    List<String> published = rows(SHARES.formatted("null", "published_shares"));
    assertThat(before).hasSize(4);
    assertThat(published).hasSize(2);

    migrate();

    assertThat(rows(SHARES.formatted("suppressed", "release_shares"))).isEqualTo(before);
    assertThat(rows(SHARES.formatted("null", "published_shares"))).isEqualTo(published);
    assertThat(rows("select count(*) from made_by_an_analyst")).containsExactly("4");
  }

  /** The old registry is nobody's any more: what was published is all that tells its edges. */
  @Test
  void migration_ofHistograms_namesTheirBucketsByBothEnds() throws Exception {
    migrate();

    assertThat(rows("select edges::text from metrics where registry_digest = 'old'"))
        .contains("{50,100.5,10000000}");
    assertThat(
            rows(
                "select component || ' ' || value from estimates where metric = 'ttft_histogram'"
                    + " order by value"))
        .containsExactly(
            "below 50 0.1", "50..100.5 0.2", "100.5..10000000 0.3", "10000000 and more 0.4");
    assertThat(
            rows(
                "select label || ' ' || share from release_histograms where registry_digest = 'old'"
                    + " order by bucket"))
        .containsExactly(
            "below 50 0.1", "50..100.5 0.2", "100.5..10000000 0.3", "10000000 and more 0.4");
  }

  /** The rows of a registry that is still admitted were written without edges. */
  @Test
  void start_afterTheMigration_fillsInTheEdgesOfTheRegistriesInForce() throws Exception {
    RegistryTexts registry = RegistryTexts.of(BundledRegistry.text());
    String digest = registry.parse().present().digestPrefix();
    execute(
        """
        insert into metrics (registry_digest, metric, purpose, unit, measures, direction, mechanism)
        values ('%s', 'ttft_histogram', 'as before', '', '', '', 'LAPLACE_HISTOGRAM')
        """
            .formatted(digest));

    prepare(registry);
    prepare(registry);

    assertThat(
            rows(
                "select purpose || ' ' || edges::text from metrics where metric = 'ttft_histogram'"
                    + " and registry_digest = '%s'".formatted(digest)))
        .containsExactly("as before {50,100,200,300,500,750,1000,1500,2500,5000,10000}");
  }

  @Test
  void migration_ofASuppressedCell_showsItWithoutANumber() throws Exception {
    assertThat(rows("select metric from estimates where model_name = 'small'")).isEmpty();

    migrate();

    assertThat(
            rows(
                "select concat_ws('|', metric, reports, component, value, low, suppressed) from"
                    + " estimates where model_name = 'small'"))
        .containsExactly("outcome|fewer than 500 reports");
  }

  private void migrate() {
    prepare(RegistryTexts.of(BundledRegistry.text()));
  }

  private void prepare(RegistryTexts registry) {
    Tables.prepare(new DatabaseAccess(url), AggregationRules.defaults().withRegistries(registry));
  }

  /** Three cells, one of them of few reports; and an analyst keeps a view of their own. */
  private void fill() throws SQLException {
    execute(
        """
        insert into metrics (registry_digest, metric, purpose, unit, measures, direction, mechanism,
                             categories)
        values ('old', 'outcome', '', '', 'RUN_OUTCOME', '', 'RANDOMIZED_RESPONSE', '{yes,no}'),
               ('old', 'ttft_histogram', '', '', 'TTFT', '', 'LAPLACE_HISTOGRAM', null);
        insert into device_classes values ('old', 'phone-8gb', 'device');
        insert into publication (minimum_cohort) values (500);
        insert into aggregates (
            model_name, model_version, gguf_digest, quantization, runtime_build, backend,
            baseline_name, baseline_version, baseline_digest, registry_digest, suite_digest,
            device_class, day, metric, mechanism, epsilon, reports, sums, sums_of_squares,
            estimates, suppressed, closed)
        values ('tiny', '1', '', '', '', '', '', '', '', 'old', '', 'phone-8gb', '2026-01-15',
                'outcome', 'RANDOMIZED_RESPONSE', 1, 1000, '{600,400}', '{600,400}', '[]', null,
                true),
               ('small', '1', '', '', '', '', '', '', '', 'old', '', 'phone-8gb', '2026-01-15',
                'outcome', 'RANDOMIZED_RESPONSE', 1, 7, '{3,4}', '{3,4}', '[]',
                'fewer than 500 reports', true),
               ('tiny', '1', '', '', '', '', '', '', '', 'old', '', 'phone-8gb', '2026-01-15',
                'ttft_histogram', 'LAPLACE_HISTOGRAM', 8, 1000, '{10000,20000,30000,40000}',
                '{1000000,2000000,3000000,4000000}',
                '[{"component": "<50.0", "value": 0.1}, {"component": "<100.5", "value": 0.2},
                  {"component": "<1.0E7", "value": 0.3}, {"component": "inf", "value": 0.4}]',
                null, true);
        create view made_by_an_analyst as select * from release_shares
        """);
  }

  private void execute(String statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute(statements);
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row = connection.createStatement().executeQuery(query)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }
}
