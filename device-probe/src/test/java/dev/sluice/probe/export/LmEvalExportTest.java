package dev.sluice.probe.export;

import static dev.sluice.probe.export.ExportedRuns.mixedRun;
import static dev.sluice.probe.export.ExportedRuns.unsized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.ScriptedRuns;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LmEvalExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void lmEval_mixedRun_hasRateAndStandardErrorUnderItsNames() throws IOException {
    JsonNode json = JSON.readTree(ExportFormat.LM_EVAL.render(mixedRun(false)));

    JsonNode task = json.at("/results/echo");
    assertThat(task.path("acc,none").asDouble()).isEqualTo(0.5);
    // Two of four: sqrt(.5 * .5 * 4 / 3) / sqrt(4).
    assertThat(task.path("acc_stderr,none").asDouble()).isCloseTo(0.288675, within(1e-6));
    assertThat(task.path("score,none").asDouble()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(json.at("/n-samples/echo/original").asInt()).isEqualTo(5);
    assertThat(json.at("/n-samples/echo/effective").asInt()).isEqualTo(4);
    assertThat(json.at("/versions/echo").asText()).isEqualTo("1.0.0");
    assertThat(json.at("/n-shot/echo").asInt(-1)).isZero();
    assertThat(json.at("/configs/echo/generation_kwargs/until/0").asText()).isEqualTo("\n");
    assertThat(json.at("/configs/echo/metadata/suite_digest").asText()).hasSize(32);
    assertThat(json.at("/higher_is_better/echo/acc").asBoolean()).isTrue();
    assertThat(json.at("/config/model_bytes").asLong()).isEqualTo(1_234);
    assertThat(json.at("/config/limit").asInt()).isEqualTo(10);
    assertThat(json.at("/date").asLong() % 86_400).isZero();
  }

  @Test
  void lmEval_examplesAndRepeats_areStated() throws Exception {
    String yaml =
        """
        id: mood
        version: 1.0.0
        description: Says things back.
        licence: Apache-2.0
        maxTokens: 8
        template: 'say {{input}}'
        fewShot:
          - {input: 'q', expected: 'q'}
          - {input: 'r', expected: 'r'}
        repeats: {count: 3, temperature: 0.5, pass: any}
        grader: {type: exact}
        items:
          - {id: one, input: 'a', expected: 'a'}
        controls:
          - {id: good, kind: must-pass, input: 'x', expected: 'x'}
          - {id: bad, kind: must-pass, input: 'y', expected: 'y'}
        """;
    List<SuitePlan> plans = List.of(SuitePlan.whole(SuiteParser.parse(yaml, "mood.yaml")));
    RunResult result = ScriptedRuns.run(plans, prompt -> ScriptedRuns.answer("a"));
    ExportedRun run = unsized(result, plans);

    JsonNode json = JSON.readTree(ExportFormat.LM_EVAL.render(run));

    assertThat(json.at("/n-shot/mood").asInt()).isEqualTo(2);
    assertThat(json.at("/configs/mood/repeats").asInt()).isEqualTo(3);
    assertThat(json.at("/configs/mood/output_type").asText()).isEqualTo("generate_until");
  }

  @Test
  void lmEval_oneItem_hasNoStandardErrorInsteadOfZero() throws IOException {
    List<SuitePlan> plans = List.of(ScriptedRuns.echo(1));
    RunResult result =
        ScriptedRuns.run(plans, prompt -> ScriptedRuns.answer(ScriptedRuns.rightAnswer(prompt)));
    ExportedRun run = unsized(result, plans);

    JsonNode json = JSON.readTree(ExportFormat.LM_EVAL.render(run));

    assertThat(json.at("/results/echo/acc_stderr,none").asText()).isEqualTo("N/A");
    assertThat(json.at("/config").has("model_bytes")).isFalse();
    assertThat(json.at("/config/limit").isNull()).isTrue();
  }
}
