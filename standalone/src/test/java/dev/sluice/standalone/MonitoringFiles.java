package dev.sluice.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboards and alerts under {@code deploy/monitoring}, as far as tests ask about them. */
@SuppressWarnings("unchecked") // YAML
final class MonitoringFiles {
  static final Path DIRECTORY = Path.of("..", "deploy", "monitoring");

  private static final Pattern OWN_METRIC = Pattern.compile("\\bsluice_[a-z_]+");

  private MonitoringFiles() {}

  static List<JsonNode> dashboards() {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve("grafana/dashboards"))) {
      List<JsonNode> dashboards = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        dashboards.add(new ObjectMapper().readTree(file.toFile()));
      }
      return dashboards;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Map<String, Object>> alerts() {
    var groups = (List<Map<String, Object>>) yaml("alerts.yaml").get("groups");
    return groups.stream()
        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
        .toList();
  }

  /** What Prometheus is asked, by all panels and alerts. */
  static List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    dashboards().forEach(each -> expressions.addAll(each.findValuesAsText("expr")));
    alerts().forEach(alert -> expressions.add((String) Objects.requireNonNull(alert.get("expr"))));
    return expressions;
  }

  /** Names of metrics of ingest and gate. */
  static Set<String> ownMetrics() {
    Set<String> names = new TreeSet<>();
    expressions()
        .forEach(
            each -> OWN_METRIC.matcher(each).results().map(MatchResult::group).forEach(names::add));
    return names;
  }

  static Map<String, Object> yaml(String file) {
    return YamlFile.document(DIRECTORY.resolve(file));
  }
}
