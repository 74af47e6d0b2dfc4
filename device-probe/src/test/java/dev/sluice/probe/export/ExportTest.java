package dev.sluice.probe.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.run.RunPolicy;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.ScriptedRuns;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NASTY = "no <&\"'> \u0001\u001b[31m \ud800 \u00e9";

  @TempDir private Path directory;

  /** Of five items: two right, one wrong, one timed out, one refused. */
  private static Generation mixed(String prompt) {
    return switch (prompt) {
      case "say i2" -> ScriptedRuns.answer(NASTY);
      case "say i3" -> new Generation.TimedOut(Duration.ofSeconds(1), false);
      case "say i4" -> new Generation.Refused("too long");
      default -> ScriptedRuns.answer(ScriptedRuns.rightAnswer(prompt));
    };
  }

  private static ExportedRun mixedRun(boolean answers) {
    return exported(ExportTest::mixed, answers);
  }

  /** Passes every item and no control. */
  private static ExportedRun invalidRun() {
    return exported(
        prompt ->
            ScriptedRuns.answer(
                prompt.startsWith("say i") ? ScriptedRuns.rightAnswer(prompt) : "lost"),
        true);
  }

  private static ExportedRun exported(Function<String, Generation> script, boolean answers) {
    List<SuitePlan> plans = List.of(ScriptedRuns.echo(5));
    RunResult result = ScriptedRuns.run(plans, script);
    return new ExportedRun(
        result,
        plans,
        OptionalLong.of(1_234),
        OptionalInt.of(10),
        LocalDate.of(2026, 3, 1),
        answers);
  }

  private static ExportedRun unsized(RunResult result, List<SuitePlan> plans) {
    return new ExportedRun(
        result, plans, OptionalLong.empty(), OptionalInt.empty(), LocalDate.EPOCH, false);
  }

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

  @Test
  void junit_mixedRun_keepsFailuresErrorsAndSkippedApart() throws Exception {
    Element root = parsed(ExportFormat.JUNIT.render(mixedRun(false)));

    assertThat(root.getTagName()).isEqualTo("testsuites");
    Element suite = only(root, "testsuite");
    for (Element counted : List.of(root, suite)) {
      assertThat(counted.getAttribute("tests")).isEqualTo("6");
      assertThat(counted.getAttribute("failures")).isEqualTo("1");
      assertThat(counted.getAttribute("errors")).isEqualTo("2");
      assertThat(counted.getAttribute("time")).isEqualTo("0.090");
    }
    assertThat(suite.getAttribute("name")).isEqualTo("echo");
    assertThat(suite.getAttribute("skipped")).isEqualTo("0");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-01T00:00:00");
    assertThat(children(suite, "testcase"))
        .extracting(ExportTest::verdict)
        .containsExactly(
            "harness", "item-0", "item-1", "item-2 failure", "item-3 error", "item-4 error");
    assertThat(children(suite, "testcase"))
        .allSatisfy(
            testCase -> {
              assertThat(testCase.getAttribute("classname")).isEqualTo("sluice.echo");
              assertThat(testCase.getAttribute("time")).matches("\\d+\\.\\d{3}");
            });
  }

  @Test
  void junit_answersAskedFor_areThereWhateverTheyContain() throws Exception {
    Element suite = only(parsed(ExportFormat.JUNIT.render(mixedRun(true))), "testsuite");

    Element failure = only(children(suite, "testcase").get(3), "failure");
    assertThat(failure.getAttribute("type")).isEqualTo("fail");
    assertThat(failure.getAttribute("message")).contains("no <&\"'>", "\u00e9");
  }

  @Test
  void junit_invalidHarness_isAnErrorAndNoItemCounts() throws Exception {
    Element suite = only(parsed(ExportFormat.JUNIT.render(invalidRun())), "testsuite");

    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("5");
    Element error = only(children(suite, "testcase").get(0), "error");
    assertThat(error.getAttribute("type")).isEqualTo("harness_invalid");
    assertThat(error.getAttribute("message")).contains("easy_control_failed");
  }

  /** Green only where all was asked: an engine's death must not look like items nobody wanted. */
  @Test
  void junit_suiteCutShortByTheEnginesDeath_isRed() throws Exception {
    ExportedRun run =
        exported(
            prompt ->
                prompt.startsWith("say i")
                    ? new Generation.Crashed("died")
                    : ScriptedRuns.answer(ScriptedRuns.rightAnswer(prompt)),
            false);

    Element suite = only(parsed(ExportFormat.JUNIT.render(run)), "testsuite");

    assertThat(suite.getAttribute("skipped")).isEqualTo("0");
    assertThat(suite.getAttribute("errors")).isEqualTo("5");
    Element last = children(suite, "testcase").get(5);
    assertThat(only(last, "error").getAttribute("type")).isEqualTo("skipped");
  }

  @Test
  void controlsThatWereNotAsked_areNeitherPassedNorFailed() throws Exception {
    ExportedRun run =
        demanding(prompt -> ScriptedRuns.answer("a"), () -> Optional.of("time is up"));

    Element suite = only(parsed(ExportFormat.JUNIT.render(run)), "testsuite");
    JsonNode lmEval = JSON.readTree(ExportFormat.LM_EVAL.render(run));

    assertThat(children(suite, "testcase"))
        .extracting(ExportTest::verdict)
        .containsExactly("harness skipped", "one skipped", "two skipped");
    assertThat(only(children(suite, "testcase").get(0), "skipped").getAttribute("message"))
        .isEqualTo("not judged: time is up");
    assertThat(lmEval.at("/results/terse/sluice_harness").asText()).isEqualTo("not_judged");
  }

  @Test
  void junit_demands_areCasesAndAGateThatIsBrokenIsOne() throws Exception {
    ExportedRun run =
        demanding(
            prompt ->
                ScriptedRuns.answer(prompt.equals("say p") ? "p of course" : prompt.substring(4)),
            Optional::empty);

    Element suite = only(parsed(ExportFormat.JUNIT.render(run)), "testsuite");

    assertThat(children(suite, "testcase"))
        .extracting(ExportTest::verdict)
        .containsExactly(
            "harness",
            "one failure",
            "two",
            "demand: pass rate",
            "demand: share of answers that keep to the gates failure");
    Element gate = only(children(suite, "testcase").get(4), "failure");
    assertThat(gate.getAttribute("message")).contains("must be 100.0 %, is 50.0 %");
    assertThat(only(children(suite, "testcase").get(1), "failure").getAttribute("type"))
        .isEqualTo("gate_violation");
  }

  private static ExportedRun demanding(Function<String, Generation> script, RunPolicy policy)
      throws Exception {
    String yaml =
        """
        id: terse
        version: 1.0.0
        description: Says things back in one word.
        licence: Apache-2.0
        maxTokens: 8
        template: 'say {{input}}'
        threshold: 0.5
        gates: [{type: length, unit: words, atMost: 1}]
        grader: {type: contains}
        items:
          - {id: one, input: 'p', expected: 'p'}
          - {id: two, input: 'q', expected: 'q'}
        controls:
          - {id: good, kind: must-pass, input: 'x', expected: 'x'}
          - {id: bad, kind: must-pass, input: 'y', expected: 'y'}
        """;
    List<SuitePlan> plans = List.of(SuitePlan.whole(SuiteParser.parse(yaml, "terse.yaml")));
    return unsized(ScriptedRuns.run(plans, script, policy), plans);
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

  @Test
  void parse_whatIsNoTarget_saysWhy() {
    assertThatThrownBy(() -> ExportTarget.parse("results.xml")).hasMessageContaining("FORMAT=FILE");
    assertThatThrownBy(() -> ExportTarget.parse("junit=")).hasMessageContaining("FORMAT=FILE");
    assertThatThrownBy(() -> ExportTarget.parse("tap=x"))
        .hasMessageContaining("there is no format 'tap'; there are: lm-eval, junit,");
    assertThatThrownBy(() -> ExportTarget.parse("junit=\0")).hasMessageContaining("no file");
    assertThat(ExportTarget.parse("lm-eval=a=b.json").file()).hasFileName("a=b.json");
  }

  @Test
  void objectionTo_targetsThatCannotWork_isKnownBeforeTheRun() {
    ExportTarget good = new ExportTarget(ExportFormat.JUNIT, directory.resolve("a.xml"));

    assertThat(ExportTarget.objectionTo(List.of(good))).isEmpty();
    assertThat(ExportTarget.objectionTo(List.of(good, good)))
        .hasValueSatisfying(objection -> assertThat(objection).endsWith("is named twice"));
    assertThat(ExportTarget.objectionTo(List.of(new ExportTarget(ExportFormat.JUNIT, directory))))
        .hasValueSatisfying(objection -> assertThat(objection).endsWith("is a directory"));
    assertThat(
            ExportTarget.objectionTo(
                List.of(new ExportTarget(ExportFormat.JUNIT, directory.resolve("none/a.xml")))))
        .hasValueSatisfying(objection -> assertThat(objection).contains("there is no directory"));
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static Element parsed(String xml) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    return document.getDocumentElement();
  }

  private static Element only(Element parent, String tag) {
    assertThat(children(parent, tag)).hasSize(1);
    return children(parent, tag).get(0);
  }

  private static List<Element> children(Element parent, String tag) {
    List<Element> children = new ArrayList<>();
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i) instanceof Element child
          && child.getTagName().equals(tag)) {
        children.add(child);
      }
    }
    return children;
  }

  private static String verdict(Element testCase) {
    for (String kind : List.of("failure", "error", "skipped")) {
      if (!children(testCase, kind).isEmpty()) {
        return testCase.getAttribute("name") + " " + kind;
      }
    }
    return testCase.getAttribute("name");
  }
}
