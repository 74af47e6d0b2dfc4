package dev.sluice.probe.export;

import static dev.sluice.probe.export.ExportedRuns.demanding;
import static dev.sluice.probe.export.ExportedRuns.exported;
import static dev.sluice.probe.export.ExportedRuns.invalidRun;
import static dev.sluice.probe.export.ExportedRuns.mixedRun;
import static dev.sluice.probe.export.JUnitXml.children;
import static dev.sluice.probe.export.JUnitXml.only;
import static dev.sluice.probe.export.JUnitXml.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.run.ScriptedRuns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JUnitExportTest {
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
        .extracting(JUnitXml::verdict)
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
  void junit_demands_areCasesAndAGateThatIsBrokenIsOne() throws Exception {
    ExportedRun run =
        demanding(
            prompt ->
                ScriptedRuns.answer(prompt.equals("say p") ? "p of course" : prompt.substring(4)),
            Optional::empty);

    Element suite = only(parsed(ExportFormat.JUNIT.render(run)), "testsuite");

    assertThat(children(suite, "testcase"))
        .extracting(JUnitXml::verdict)
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
}
