package dev.sluice.probe.export;

import static dev.sluice.probe.export.ExportedRuns.demanding;
import static dev.sluice.probe.export.ExportedRuns.invalidRun;
import static dev.sluice.probe.export.ExportedRuns.mixedRun;
import static dev.sluice.probe.export.JUnitXml.children;
import static dev.sluice.probe.export.JUnitXml.only;
import static dev.sluice.probe.export.JUnitXml.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.run.ScriptedRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class ExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void controlsThatWereNotAsked_areNeitherPassedNorFailed() throws Exception {
    ExportedRun run =
        demanding(prompt -> ScriptedRuns.answer("a"), () -> Optional.of("time is up"));

    Element suite = only(parsed(ExportFormat.JUNIT.render(run)), "testsuite");
    JsonNode lmEval = JSON.readTree(ExportFormat.LM_EVAL.render(run));

    assertThat(children(suite, "testcase"))
        .extracting(JUnitXml::verdict)
        .containsExactly("harness skipped", "one skipped", "two skipped");
    assertThat(only(children(suite, "testcase").get(0), "skipped").getAttribute("message"))
        .isEqualTo("not judged: time is up");
    assertThat(lmEval.at("/results/terse/sluice_harness").asText()).isEqualTo("not_judged");
  }

  @Test
  void llamaBench_mixedRun_isALineForReadingAndOneForWriting() throws IOException {
    List<JsonNode> lines = lines(ExportFormat.LLAMA_BENCH.render(mixedRun(false)));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("n_prompt").asInt()).isEqualTo(4);
    assertThat(lines.get(0).path("n_gen").asInt()).isZero();
    assertThat(lines.get(0).path("avg_ts").asDouble()).isEqualTo(500);
    assertThat(lines.get(1).path("n_prompt").asInt()).isZero();
    assertThat(lines.get(1).path("n_gen").asInt()).isEqualTo(2);
    assertThat(lines.get(1).path("avg_ns").asLong()).isEqualTo(20_000_000);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("samples_ts")).hasSize(3);
              assertThat(line.path("samples_ns")).hasSize(3);
              assertThat(line.path("stddev_ts").asDouble()).isZero();
              assertThat(line.path("build_commit").asText()).isEqualTo("scripted 1");
              assertThat(line.path("model_filename").asText()).isEqualTo("parrot.gguf");
              assertThat(line.path("model_type").asText()).isEqualTo("parrot 1.2.0 Q8_0");
              assertThat(line.path("model_size").asLong()).isEqualTo(1_234);
              assertThat(line.path("test_time").asText()).isEqualTo("2026-03-01T00:00:00Z");
            });
  }

  @Test
  void promptfoo_mixedRun_hasEachItemThatWasAsked() throws IOException {
    JsonNode json = JSON.readTree(ExportFormat.PROMPTFOO.render(mixedRun(true)));

    assertThat(json.at("/results/version").asInt()).isEqualTo(3);
    assertThat(json.at("/results/stats/successes").asInt()).isEqualTo(2);
    assertThat(json.at("/results/stats/failures").asInt()).isEqualTo(1);
    assertThat(json.at("/results/stats/errors").asInt()).isEqualTo(2);
    assertThat(json.at("/results/stats/tokenUsage/total").asInt()).isEqualTo(18);
    JsonNode results = json.at("/results/results");
    assertThat(results).hasSize(5);
    assertThat(results.at("/4/error").asText()).isEqualTo("refused");
    assertThat(results.at("/0/success").asBoolean()).isTrue();
    assertThat(results.at("/0/vars/input").asText()).isEqualTo("i0");
    assertThat(results.at("/0/response/output").asText()).isEqualTo("i0");
    assertThat(results.at("/0/latencyMs").asLong()).isEqualTo(30);
    assertThat(results.at("/2/failureReason").asInt()).isEqualTo(1);
    assertThat(results.at("/2/gradingResult/pass").asBoolean()).isFalse();
    assertThat(results.at("/3/failureReason").asInt()).isEqualTo(2);
    assertThat(results.at("/3/error").asText()).isEqualTo("timeout");
    assertThat(results.path(3).has("latencyMs")).isFalse();
    assertThat(json.at("/results/prompts/0/raw").asText()).isEqualTo("say {{input}}");
    assertThat(json.at("/results/prompts/0/metrics/testPassCount").asInt()).isEqualTo(2);
  }

  @Test
  void invalidHarness_inNoFormat_hasAScore() throws IOException {
    JsonNode lmEval = JSON.readTree(ExportFormat.LM_EVAL.render(invalidRun()));
    JsonNode promptfoo = JSON.readTree(ExportFormat.PROMPTFOO.render(invalidRun()));

    assertThat(lmEval.at("/results/echo").fieldNames())
        .toIterable()
        .containsExactly("alias", "sluice_harness");
    assertThat(lmEval.at("/n-samples/echo/effective").asInt()).isZero();
    assertThat(promptfoo.at("/results/stats/successes").asInt()).isZero();
    assertThat(promptfoo.at("/results/results"))
        .hasSize(5)
        .allSatisfy(
            result -> {
              assertThat(result.path("error").asText()).isEqualTo("harness_invalid");
              assertThat(result.path("score").asDouble()).isZero();
              assertThat(result.has("gradingResult")).isFalse();
            });
    assertThat(ExportFormat.LLAMA_BENCH.render(invalidRun())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void render_answersNotAskedFor_holdsNone(ExportFormat format) {
    assertThat(format.render(mixedRun(false))).doesNotContain("no <", "no &lt;", "[31m");
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
