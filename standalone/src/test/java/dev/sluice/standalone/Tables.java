package dev.sluice.standalone;

import dev.sluice.standalone.directory.ServiceAddresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The analysts' tables. */
final class Tables {
  private final String url;

  Tables(ServiceAddresses addresses) {
    this.url = addresses.readerUrl();
  }

  /** Reports of a model in all cells together. */
  long reports(String model) throws SQLException {
    return number("select sum(reports) from aggregates where model_name = '" + model + "'");
  }

  /** Reports of one disposition, over all days and reasons. */
  long tallied(String disposition) throws SQLException {
    return number("select sum(reports) from tallies where disposition = '" + disposition + "'");
  }

  /** Reports of all dispositions. */
  long tallied() throws SQLException {
    return number("select sum(reports) from tallies");
  }

  /** How many reports the newest decision of a rollout rests on. */
  long decidedBy(String rollout) throws SQLException {
    return number(
        "select (select reports from gate_decisions where rollout = '"
            + rollout
            + "' order by sequence desc limit 1)");
  }

  /** Class, metric, epsilon, day, quantization and reports of each cell of a version. */
  List<List<String>> cells(String version) throws SQLException {
    return strings(
            """
            select concat_ws(' ', device_class, metric, trim_scale(epsilon), day, quantization, reports)
            from aggregates where model_version = '%s'
            """
                .formatted(version))
        .stream()
        .map(row -> List.of(row.split(" ")))
        .toList();
  }

  /** What each cell of a version was compared with on the devices. */
  List<String> baselines(String version) throws SQLException {
    return strings(
        "select concat_ws(' ', baseline_name, baseline_version) from aggregates"
            + " where model_version = '"
            + version
            + "'");
  }

  /** Whole rows of a table, but for the time of their last change. */
  List<String> rows(String table) throws SQLException {
    return strings("select (to_jsonb(t) - 'updated_at')::text from " + table + " t order by 1");
  }

  private long number(String sql) throws SQLException {
    String only = strings(sql).get(0);
    return only == null ? 0 : Long.parseLong(only);
  }

  private List<String> strings(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (result.next()) {
        strings.add(result.getString(1));
      }
      return strings;
    }
  }
}
