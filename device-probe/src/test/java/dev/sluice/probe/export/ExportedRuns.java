package dev.sluice.probe.export;

import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.run.RunPolicy;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.ScriptedRuns;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.yaml.SuiteParser;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Runs of scripted models, to be exported. */
final class ExportedRuns {
  private static final String NASTY = "no <&\"'> \u0001\u001b[31m \ud800 \u00e9";

  private ExportedRuns() {}

  /** Of five items: two right, one wrong, one timed out, one refused. */
  private static Generation mixed(String prompt) {
    return switch (prompt) {
      case "say i2" -> ScriptedRuns.answer(NASTY);
      case "say i3" -> new Generation.TimedOut(Duration.ofSeconds(1), false);
      case "say i4" -> new Generation.Refused("too long");
      default -> ScriptedRuns.answer(ScriptedRuns.rightAnswer(prompt));
    };
  }

  static ExportedRun mixedRun(boolean answers) {
    return exported(ExportedRuns::mixed, answers);
  }

  /** Passes every item and no control. */
  static ExportedRun invalidRun() {
    return exported(
        prompt ->
            ScriptedRuns.answer(
                prompt.startsWith("say i") ? ScriptedRuns.rightAnswer(prompt) : "lost"),
        true);
  }

  static ExportedRun exported(Function<String, Generation> script, boolean answers) {
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

  static ExportedRun unsized(RunResult result, List<SuitePlan> plans) {
    return new ExportedRun(
        result, plans, OptionalLong.empty(), OptionalInt.empty(), LocalDate.EPOCH, false);
  }

  static ExportedRun demanding(Function<String, Generation> script, RunPolicy policy)
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
}
