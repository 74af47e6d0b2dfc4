package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.rollout.DecisionKind;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.Disposition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds dashboards and alerts against the programs that they watch. */
@SuppressWarnings("unchecked") // YAML
class MonitoringFilesTest {
  private static final Pattern METRIC = Pattern.compile("(\\w+)\\{(\\w+)=~?\"([^\"]+)\"}");
  private static final Pattern OUTCOME = Pattern.compile("operator_reports(\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)(?::\\w+)?}?");
  private static final Set<String> OF_GRAFANA = Set.of("__rate_interval", "__timeFilter");

  @Test
  void expressions_valuesOfLabels_areThoseThatTheProgramsHave() {
    List<String> asked = new ArrayList<>();
    for (String expression : MonitoringFiles.expressions()) {
      METRIC
          .matcher(expression)
          .results()
          .filter(use -> !use.group(2).equals("job"))
          .forEach(
              use -> {
                asked.add(use.group());
                assertThat(values(use.group(1)))
                    .as(use.group())
                    .contains(use.group(3).split("\\|"));
              });
    }

    assertThat(asked).hasSizeGreaterThan(5);
  }

  private static Set<String> values(String metric) {
    return switch (metric) {
      case "sluice_ingest_reports_rejected_total", "sluice_ingest_reports_deferred_total" ->
          slugs(Stream.of(Problem.values()).map(Problem::slug));
      case "sluice_gate_evidence_cells_left_out" ->
          slugs(Stream.of(LeftOut.values()).map(LeftOut::slug));
      case "sluice_gate_decisions_total" ->
          slugs(Stream.of(DecisionKind.values()).map(DecisionKind::slug));
      case "sluice_gate_guardrails_without_data" -> Set.of("required", "watch");
      case "sluice_ingest_reloads_total" -> Set.of("taken", "unusable");
      default -> Set.of();
    };
  }

  private static Set<String> slugs(Stream<String> slugs) {
    return slugs.collect(Collectors.toSet());
  }

  @Test
  void expressions_countersOfTheJob_areOfItsOutcomes() {
    Set<String> watched =
        MonitoringFiles.expressions().stream()
            .flatMap(expression -> OUTCOME.matcher(expression).results())
            .map(use -> use.group(1).toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(watched)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Disposition.values()).map(Disposition::name).toList());
  }

  @Test
  void dashboards_panels_saySomethingAndAskADataSourceThatIsProvisioned() {
    var provisioned =
        (List<Map<String, Object>>)
            MonitoringFiles.yaml("grafana/provisioning/datasources/sluice.yaml").get("datasources");
    Map<Object, Object> types =
        provisioned.stream()
            .collect(Collectors.toMap(each -> each.get("uid"), each -> each.get("type")));

    for (JsonNode dashboard : MonitoringFiles.dashboards()) {
      for (JsonNode source : dashboard.findValues("datasource")) {
        assertThat(types).containsEntry(source.path("uid").asText(), source.path("type").asText());
      }
      for (JsonNode panel : dashboard.path("panels")) {
        if (!panel.path("type").asText().equals("row")) {
          assertThat(panel.path("description").asText())
              .as(panel.path("title").asText())
              .isNotEmpty();
          assertThat(panel.path("targets")).isNotEmpty();
        }
      }
    }
  }

  @Test
  void dashboards_panels_haveIdsOfTheirOwnAndDoNotOverlap() {
    for (JsonNode dashboard : MonitoringFiles.dashboards()) {
      Set<Integer> ids = new HashSet<>();
      Set<List<Integer>> taken = new HashSet<>();
      for (JsonNode panel : dashboard.path("panels")) {
        assertThat(ids.add(panel.path("id").asInt())).isTrue();
        JsonNode at = panel.path("gridPos");
        assertThat(at.path("x").asInt() + at.path("w").asInt()).isBetween(1, 24);
        for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
          for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
            assertThat(taken.add(List.of(x, y))).as(panel.path("title").asText()).isTrue();
          }
        }
      }
    }
  }

  @Test
  void dashboards_variables_areDefinedWhereTheyAreUsed() {
    for (JsonNode dashboard : MonitoringFiles.dashboards()) {
      List<String> texts = new ArrayList<>(dashboard.findValuesAsText("rawSql"));
      List.of("expr", "title", "query", "repeat")
          .forEach(key -> texts.addAll(dashboard.findValuesAsText(key)));
      Set<String> defined = new HashSet<>(OF_GRAFANA);
      dashboard.at("/templating/list").forEach(each -> defined.add(each.path("name").asText()));

      Set<String> used =
          texts.stream()
              .flatMap(text -> VARIABLE.matcher(text).results())
              .map(use -> use.group(1))
              .collect(Collectors.toSet());

      assertThat(defined).containsAll(used);
    }
  }

  @Test
  void alerts_all_sayHowUrgentTheyAreAndWhatToDo() {
    Set<Object> names = new HashSet<>();
    for (Map<String, Object> alert : MonitoringFiles.alerts()) {
      assertThat(names.add(alert.get("alert"))).as("%s", alert.get("alert")).isTrue();
      assertThat(((Map<String, Object>) alert.get("labels")).get("severity"))
          .isIn("page", "ticket");
      assertThat((Map<String, Object>) alert.get("annotations"))
          .containsOnlyKeys("summary", "action");
    }
    assertThat(names).hasSizeGreaterThan(10);
  }

  @Test
  void compose_services_stateTheirMemoryAndAVersionAndMountWhatIsThere() {
    var services =
        (Map<String, Map<String, Object>>) MonitoringFiles.yaml("compose.yaml").get("services");

    services.forEach(
        (name, service) -> {
          assertThat(service).as(name).containsKey("mem_limit");
          assertThat(service.get("image")).asString().matches("[\\w./-]+:v?\\d[\\w.]*");
          for (String volume : (List<String>) service.getOrDefault("volumes", List.of())) {
            if (volume.startsWith("..")) {
              // Relative to the first file's directory, deploy/docker.
              assertThat(
                      MonitoringFiles.DIRECTORY
                          .resolve("../docker")
                          .resolve(volume.substring(0, volume.indexOf(':'))))
                  .exists();
            }
          }
        });
  }
}
