package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shares of some days beside the mechanism's own, and what is suppressed. */
class ReleaseSharesIT {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 15);
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final Epsilon ONE = Epsilon.of(1);
  private static final Epsilon TWO = Epsilon.of(2);
  private static final int COHORT = 500;

  private static EmbeddedPostgres postgres;
  private static CellTable cells;
  private static Metric outcome;

  private final SeededRandomness randomness = new SeededRandomness(7);

  @BeforeAll
  static void start() throws Exception {
    postgres = TestPostgres.start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    MetricRegistry metrics = BundledRegistry.load();
    outcome = metrics.metric("outcome").orElseThrow();
    cells = CellTable.ofBundledMetrics(url, COHORT);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void releaseSharesBetween_daysOfAStage_poolsThoseAlone() throws Exception {
    CellSums before = sums(600, ONE, 10);
    CellSums after = sums(700, ONE, 2);
    cells.insert("staged", FIRST, outcome, ONE, before);
    cells.insert("staged", SECOND, outcome, ONE, after);

    assertThat(shares("staged", FIRST, FIRST)).isEqualTo(rows(600, estimates(before, ONE)));
    assertThat(shares("staged", SECOND, SECOND)).isEqualTo(rows(700, estimates(after, ONE)));
    assertThat(shares("staged", FIRST, SECOND))
        .isEqualTo(rows(1_300, estimates(before.plus(after), ONE)));
    assertThat(shares("staged", SECOND.plusDays(1), SECOND.plusDays(9))).isEmpty();
  }

  @Test
  void releaseShares_overAllDays_areThoseOfTheFunction() throws Exception {
    cells.insert("whole", FIRST, outcome, ONE, sums(600, ONE, 10));
    cells.insert("whole", SECOND, outcome, TWO, sums(3, TWO, 2));

    String all = "select count(*) from (%s except all %s) as left_over";
    String view = "select * from release_shares";
    String function = "select * from release_shares_between('-infinity', 'infinity')";
    assertThat(cells.rows(all.formatted(view, function))).containsExactly("0");
    assertThat(cells.rows(all.formatted(function, view))).containsExactly("0");
    assertThat(cells.rows("select count(*) from release_outcomes where model_name = 'whole'"))
        .containsExactly("4");
  }

  @Test
  void releaseShares_ofTwoTiers_areWeighedByTheirVariances() throws Exception {
    CellSums coarse = sums(600, ONE, 10);
    CellSums fine = sums(600, TWO, 3);
    cells.insert("tiers", FIRST, outcome, ONE, coarse);
    cells.insert("tiers", FIRST, outcome, TWO, fine);

    List<Estimate> pooled = new ArrayList<>();
    for (int category = 0; category < 4; category++) {
      pooled.add(mixed(estimates(coarse, ONE).get(category), estimates(fine, TWO).get(category)));
    }
    assertThat(shares("tiers", FIRST, FIRST)).isEqualTo(rows(1_200, pooled));
  }

  /** A report of a privacy loss of its own has no estimate; it is no reason to count it. */
  @Test
  void releaseSharesBetween_belowTheCohort_sayThatTheySuppressAndHaveNoNumber() throws Exception {
    cells.insert("small", FIRST, outcome, ONE, sums(COHORT - 1, ONE, 10));
    cells.insert("small", FIRST, outcome, TWO, sums(1, TWO, 1));
    cells.insert("small", SECOND, outcome, ONE, sums(2, ONE, 1));

    assertThat(shares("small", FIRST, FIRST))
        .containsExactly(
            "ok fewer than 500 reports",
            "fallback fewer than 500 reports",
            "crash fewer than 500 reports",
            "both fewer than 500 reports");
    assertThat(shares("small", FIRST, SECOND)).hasSize(4).noneMatch(row -> row.contains("fewer"));
  }

  /** As the job leaves it; and a cell whose reports were all taken out again is no cell. */
  @Test
  void estimates_ofACellThatIsSuppressed_areARowWithTheReasonAlone() throws Exception {
    cells.insert("hidden", FIRST, outcome, ONE, sums(7, ONE, 2));
    cells.insert("withdrawn", FIRST, outcome, ONE, CellSums.none(4));
    cells.execute("update aggregates set suppressed = 'fewer than 500 reports'");
    cells.insert("shown", FIRST, outcome, ONE, sums(600, ONE, 2));
    cells.execute(
        """
        update aggregates set estimates = '[{"component": "ok", "value": 0.5, "noise_low": 0.4,
            "noise_high": 0.6, "low": 0.3, "high": 0.7}]'
        where model_name = 'shown'
        """);

    assertThat(
            cells.rows(
                """
                select concat_ws('|', model_name, metric, reports, component, value, noise_low,
                                 noise_high, low, high, suppressed)
                from estimates where model_name in ('hidden', 'withdrawn', 'shown') order by 1
                """))
        .containsExactly(
            "hidden|outcome|fewer than 500 reports", "shown|outcome|600|ok|0.5|0.4|0.6|0.3|0.7");
  }

  private CellSums sums(int reports, Epsilon epsilon, int everyThatCrashes) {
    CellSums sums = CellSums.none(4);
    for (int report = 0; report < reports; report++) {
      Measurement measured = new Measurement.Category(report % everyThatCrashes == 0 ? 2 : 0);
      sums =
          sums.plus(outcome.mechanism(), outcome.mechanism().encode(measured, epsilon, randomness));
    }
    return sums;
  }

  private static List<Estimate> estimates(CellSums sums, Epsilon epsilon) {
    return outcome.mechanism().estimate(sums, epsilon);
  }

  private static Estimate mixed(Estimate one, Estimate other) {
    double weight = other.variance() / (one.variance() + other.variance());
    return new Estimate(
        one.component(),
        weight * one.value() + (1 - weight) * other.value(),
        weight * weight * one.noiseVariance() + (1 - weight) * (1 - weight) * other.noiseVariance(),
        one.variance() * weight);
  }

  private static List<String> rows(long reports, List<Estimate> estimates) {
    return estimates.stream()
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "%s %d %.6f %.6f %.6f",
                    each.component(),
                    reports,
                    each.value(),
                    each.noiseRadius(),
                    each.radius()))
        .toList();
  }

  private static List<String> shares(String model, LocalDate from, LocalDate to) throws Exception {
    return cells.rows(
        """
        select concat_ws(' ', category, reports, round(share::numeric, 6),
                         round((share - noise_low)::numeric, 6), round((high - share)::numeric, 6),
                         suppressed)
        from release_shares_between('%s', '%s') where model_name = '%s'
        order by array_position(array['ok', 'fallback', 'crash', 'both'], category)
        """
            .formatted(from, to, model));
  }
}
