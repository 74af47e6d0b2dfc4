package dev.sluice.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gate assigned beside what was reported, of the rollout of the database for analysts. */
class RolloutExposureIT {
  private static final String EXPOSURE =
      """
      select concat_ws(' ', stage_index, assigned_percent, assigned_share_of_reports, reports,
                       candidate_reports, share)
      from rollout_exposure where rollout = '%s' order by stage_index
      """;

  private AnalystDatabase database;

  @BeforeEach
  void start() throws Exception {
    database = AnalystDatabase.start();
  }

  @AfterEach
  void stop() throws Exception {
    database.close();
  }

  /** Reports of four metrics, 1,000 of each version; the paired ones are no arm's. */
  @Test
  void rolloutExposure_ofEachStage_hasThePercentAndWhoReported() throws Exception {
    assertThat(rows(EXPOSURE.formatted("first-to-second")))
        .containsExactly("0 5 0.5 8000 4000 0.5", "1 25 0.5 8000 4000 0.5");
  }

  @Test
  void rolloutExposure_whereOneArmIsSilent_showsItOutsideOfTheInterval() throws Exception {
    execute(
        "update aggregates set reports = 100 where baseline_name = '' and model_version = '1.1.0'");

    assertThat(rows(EXPOSURE.formatted("first-to-second")).get(0))
        .startsWith("0 5 0.5 4400 400 0.0909");
    double share = 400.0 / 4_400;
    assertThat(number("select (low + high) / 2 from rollout_exposure where stage_index = 0"))
        .isCloseTo(share, within(1e-3));
    assertThat(number("select high - low from rollout_exposure where stage_index = 0"))
        .isCloseTo(2 * 1.96 * Math.sqrt(share * (1 - share) / 4_400), within(1e-4));
  }

  @Test
  void rolloutExposure_ofPairsAndOfWhatNobodyReported_isAbsent() throws Exception {
    execute(
        """
        insert into decisions
            (rollout, kind, stage_index, day, sequence, log_offset, decision)
        select 'in-pairs', kind, stage_index, day, sequence, log_offset,
               jsonb_set(decision, '{design}', '"paired"') from decisions
        union all
        select 'unheard', kind, stage_index, day, sequence, log_offset,
               jsonb_set(decision, '{model_name}', '"another"') from decisions
        """);

    assertThat(rows("select distinct rollout from gate_decisions order by rollout"))
        .containsExactly("first-to-second", "in-pairs", "unheard");
    assertThat(rows("select distinct rollout from rollout_exposure"))
        .containsExactly("first-to-second");
  }

  private double number(String query) throws SQLException {
    return Double.parseDouble(rows(query).get(0));
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.createStatement().execute(statement);
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.connect();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }
}
