package dev.sluice.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page for analysts and the dashboards have people ask, asked. */
class DocumentedQueriesIT {
  private static final Path PAGE = Path.of("..", "docs", "analysis.md");
  private static final Path DASHBOARD =
      Path.of("..", "deploy", "monitoring", "grafana", "dashboards", "releases.json");
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  /** As Grafana puts them in: as quoted text, or as they are. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:sqlstring)?}");

  private static final Map<String, String> CHOSEN =
      Map.of(
          "model", AnalystDatabase.model(),
          "device_class", AnalystDatabase.deviceClass(),
          "settled_class", AnalystDatabase.deviceClass(),
          "metric", "quality",
          "settled_metric", "quality",
          "version", AnalystDatabase.VERSIONS.get(1),
          "before", AnalystDatabase.VERSIONS.get(0),
          "after", AnalystDatabase.VERSIONS.get(1),
          "half_width", "0.02");

  private static AnalystDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = AnalystDatabase.start();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  static List<String> queries() throws IOException {
    return SQL.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
  }

  static List<String> queriesOfTheDashboard() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    List<String> queries = new ArrayList<>();
    dashboard.findValues("rawSql").forEach(sql -> queries.add(sql.asText()));
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.add(variable.path("query").asText());
      }
    }
    return queries.stream().map(DocumentedQueriesIT::asGrafanaAsks).toList();
  }

  private static String asGrafanaAsks(String query) {
    return VARIABLE
        .matcher(query)
        .replaceAll(
            use -> {
              String value = Objects.requireNonNull(CHOSEN.get(use.group(1)), use.group());
              return Matcher.quoteReplacement(use.group(2) == null ? value : "'" + value + "'");
            })
        .replace("$__timeFilter(day)", "day between '2025-12-01' and '2026-12-01'");
  }

  @ParameterizedTest
  @MethodSource({"queries", "queriesOfTheDashboard"})
  void query_ofPageOrDashboard_findsSomething(String query) throws Exception {
    try (Connection connection = database.connect();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      assertThat(row.next()).isTrue();
    }
  }

  /** The difference of two independent means has the sum of their variances. */
  @Test
  void comparison_ofTwoVersions_hasTheIntervalOfADifference() throws Exception {
    String comparison =
        queries().stream()
            .filter(query -> query.contains("as difference"))
            .findFirst()
            .orElseThrow();
    try (Connection connection = database.connect();
        ResultSet row = connection.createStatement().executeQuery(comparison)) {
      assertThat(row.next()).isTrue();
      double half = (row.getDouble("high") - row.getDouble("low")) / 2;

      assertThat(row.getDouble("difference"))
          .isCloseTo(row.getDouble("after") - row.getDouble("before"), within(1e-12));
      assertThat(half)
          .isCloseTo(Math.hypot(halfWidth("1.0.0"), halfWidth("1.1.0")), within(1e-6 * half));
    }
  }

  private static double halfWidth(String version) throws SQLException {
    try (Connection connection = database.connect();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery(
                    "select (high - low) / 2 from release_quality where model_version = '%s'"
                        .formatted(version))) {
      row.next();
      return row.getDouble(1);
    }
  }
}
