package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.bench.Limit;
import dev.sluice.probe.bench.MachineFacts;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchOutputTest {
  private static final BenchResult RESULT =
      new BenchResult(
          BenchPlan.quick(),
          List.of(
              new BenchResult.Part(
                  "gateway",
                  "a report",
                  new Findings(
                      new FigureList()
                          .add("kept", "ratio", List.of(0.3, 0.1, 0.2), new Limit.AtLeast(0.12))
                          .add("missed", "ratio", List.of(0.5), new Limit.AtMost(0.35))
                          .add("told", "us/report", List.of(12_345.6))
                          .toList(),
                      List.of("One note.")))),
          new MachineFacts(
              "Linux", "amd64", 2, 1L << 30, OptionalDouble.of(7.25), "JVM 17", List.of()),
          OptionalDouble.empty());

  @Test
  void json_everyFigure_hasItsKeys() throws IOException {
    JsonNode json = new ObjectMapper().readTree(BenchJson.render(RESULT));

    JsonNode kept = json.at("/figures/0");
    assertThat(kept.get("id").asText()).isEqualTo("kept");
    assertThat(kept.get("unit").asText()).isEqualTo("ratio");
    assertThat(kept.get("median").asDouble()).isEqualTo(0.2);
    assertThat(kept.get("min").asDouble()).isEqualTo(0.1);
    assertThat(kept.get("max").asDouble()).isEqualTo(0.3);
    assertThat(kept.get("rounds").asInt()).isEqualTo(3);
    assertThat(kept.get("study").asText()).isEqualTo("gateway");
    assertThat(kept.at("/limit/atLeast").asDouble()).isEqualTo(0.12);
    assertThat(kept.get("holds").asBoolean()).isTrue();
    assertThat(json.at("/figures/1/holds").asBoolean()).isFalse();
    assertThat(json.at("/figures/2").has("limit")).isFalse();
    assertThat(json.at("/notes/0").asText()).isEqualTo("One note.");
    assertThat(json.at("/machine/loadAverage").asDouble()).isEqualTo(7.25);
    assertThat(json.at("/machine/loadAverageAtEnd").isNull()).isTrue();
    assertThat(json.at("/plan").asText()).isEqualTo("quick");
  }

  @Test
  void table_everyFigure_saysWhetherItsTargetIsKept() {
    String table = BenchTable.render(RESULT);

    assertThat(table)
        .contains("gateway: a report")
        .containsPattern("kept +0\\.200 +0\\.100 +0\\.300 +ratio +kept, at least 0\\.12")
        .containsPattern("missed +0\\.500 .* NOT SHOWN, at most 0\\.35")
        .containsPattern("told +12,346 .* us/report\n")
        .contains("One note.")
        .endsWith("Not every target was shown to be kept, but the machine was busy.");
  }
}
