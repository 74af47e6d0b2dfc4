package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.run.DemandResult;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunPolicy;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What scripts are told: fine, no score, or fell short. */
class EvalExitTest {
  private static final Suite PLAIN = TestSuites.echo(8);

  @Test
  void code_nothingDemanded_isZeroHoweverWellItWent() {
    assertThat(code(PLAIN, TestSuites::rightAnswer)).isZero();
    assertThat(code(PLAIN, EvalExitTest::oneWrong)).isZero();
  }

  @Test
  void code_threshold_isReachedOrNot() {
    assertThat(code(PLAIN.withThreshold(0.8), EvalExitTest::oneWrong)).isZero();
    assertThat(code(PLAIN.withThreshold(0.9), EvalExitTest::oneWrong)).isEqualTo(100);
    assertThat(code(PLAIN.withThreshold(1), TestSuites::rightAnswer)).isZero();
  }

  /** No score is neither reached nor missed, whatever would have come out. */
  @Test
  void code_controlsThatFail_isNoScoreAndNotAShortfall() {
    assertThat(code(PLAIN.withThreshold(0.9), prompt -> "always this")).isEqualTo(1);
    assertThat(code(PLAIN, prompt -> "always this")).isEqualTo(1);
  }

  @Test
  void code_suiteThatTheEngineCannotBeAsked_isOpenOnlyWhereSomethingIsDemanded() {
    Suite weighed = weighed();

    assertThat(code(weighed, TestSuites::rightAnswer)).isZero();
    assertThat(code(weighed.withThreshold(0.5), TestSuites::rightAnswer)).isEqualTo(1);
  }

  @Test
  void code_timeIsUp_isOpenOnlyWhereSomethingIsDemanded() {
    assertThat(code(PLAIN, TestSuites::rightAnswer, afterQuestions(PLAIN.controls().size() + 2)))
        .isZero();
    assertThat(
            code(
                PLAIN.withThreshold(0.5),
                TestSuites::rightAnswer,
                afterQuestions(PLAIN.controls().size() + 2)))
        .isEqualTo(1);
    RunResult result =
        run(
            List.of(whole(PLAIN.withThreshold(0.5))),
            TestSuites::rightAnswer,
            afterQuestions(PLAIN.controls().size() + 2));
    assertThat(result.suites().get(0).demands()).noneMatch(DemandResult::met);
    assertThat(EvalTable.render(result, false))
        .contains("echo is left open: pass rate must be 50.0 %, is 100.0 % without the 6 that");
  }

  /** The right answers before the engine's death say nothing of those that it never came to. */
  @Test
  void code_engineThatDiesTooOften_fallsShortHoweverWellTheRestWent() {
    Suite suite = TestSuites.echo(20);
    Function<String, Generation> dying =
        prompt ->
            prompt.matches("say i1[5-9]")
                ? new Generation.Crashed("the engine died")
                : ScriptedEngine.answer(TestSuites.rightAnswer(prompt));

    assertThat(scripted(suite.withThreshold(0.7), dying)).isEqualTo(100);
    assertThat(scripted(suite, dying)).isZero();
    RunResult result = run(List.of(SuitePlan.whole(suite.withThreshold(0.7))), dying);
    assertThat(result.passRate().orElseThrow()).isGreaterThan(0.7);
    assertThat(FormatLines.shortfalls(result))
        .containsExactly(
            "echo FALLS SHORT: pass rate must be 70.0 %, is 78.9 % without the 1 that were not"
                + " asked, and no demand is met without them",
            "echo: 1 of 20 items were not asked, first item-19: the engine died too often, last:"
                + " the engine died");
  }

  @Test
  void code_itemThatTheEngineRefuses_fallsShortOnlyWhereSomethingIsDemanded() {
    Function<String, Generation> refusing =
        prompt ->
            prompt.equals("say i3")
                ? new Generation.Refused("it does not fit into the context")
                : ScriptedEngine.answer(TestSuites.rightAnswer(prompt));

    assertThat(scripted(PLAIN, refusing)).isZero();
    assertThat(scripted(PLAIN.withThreshold(0.5), refusing)).isEqualTo(100);
    assertThat(FormatLines.shortfalls(run(List.of(whole(PLAIN.withThreshold(0.5))), refusing)))
        .last(InstanceOfAssertFactories.STRING)
        .contains("1 of 8 items were not asked", "item-3", "does not fit into the context");
  }

  /** A gate is a veto: nine right answers do not make up for one that breaks it. */
  @Test
  void code_answerThatBreaksAGate_fallsShortWhateverTheRate() {
    assertThat(code(gated("1"), TestSuites::rightAnswer)).isZero();
    assertThat(code(gated("1"), EvalExitTest::oneTooLong)).isEqualTo(100);
    assertThat(code(gated("1").withThreshold(0.5), EvalExitTest::oneTooLong)).isEqualTo(100);
    assertThat(code(gated("0.7"), EvalExitTest::oneTooLong)).isZero();
    assertThat(code(gated("0.8"), EvalExitTest::oneTooLong)).isEqualTo(100);
  }

  @Test
  void gateThatIsBroken_isToldInTableAndJson() throws IOException {
    Function<String, Generation> script =
        prompt -> ScriptedEngine.answer(EvalExitTest.oneTooLong(prompt));
    RunResult result = run(List.of(whole(gated("0.9"))), script);
    JsonNode suite =
        new ObjectMapper()
            .readTree(EvalJson.render(result, new Slice.Whole(), true))
            .at("/suites/0");

    assertThat(EvalTable.render(result, false))
        .contains(
            "gated FALLS SHORT: share of answers that keep to the gates must be 90.0 %, is 75.0 %",
            "gated: 1 of the answers break a gate, first that to three: the answer has 4 words");
    assertThat(suite.at("/gateViolations").asInt()).isEqualTo(1);
    assertThat(suite.at("/demands/0/kind").asText()).isEqualTo("gates");
    assertThat(suite.at("/demands/0/met").asBoolean(true)).isFalse();
    assertThat(suite.at("/results/2/breaksGate").asBoolean()).isTrue();
    assertThat(suite.at("/results/1").has("breaksGate")).isFalse();
  }

  /** What the grader alone objects to is a matter of the rate. */
  @Test
  void code_wrongAnswerWithinTheGates_isNoVeto() {
    UnaryOperator<String> wrong =
        prompt -> prompt.equals("say i3") ? "q" : TestSuites.rightAnswer(prompt);

    assertThat(code(gated("1").withThreshold(0.5), wrong)).isZero();
  }

  @Test
  void code_timeIsUpInASuiteWithGates_isOpen() {
    assertThat(code(gated("1"), TestSuites::rightAnswer, afterQuestions(4))).isEqualTo(1);
  }

  /** One that falls short among others that do not. */
  @Test
  void code_oneOfSeveralFallsShort_isSeen() {
    List<SuitePlan> plans =
        List.of(
            SuitePlan.whole(PLAIN),
            SuitePlan.whole(PLAIN.withThreshold(1)),
            SuitePlan.whole(PLAIN));

    assertThat(EvalExit.code(run(plans, EvalExitTest::oneWrong, RunPolicy.none()), plans))
        .isEqualTo(100);
  }

  private static String oneTooLong(String prompt) {
    return prompt.equals("say i3") ? "i3 and a word" : TestSuites.rightAnswer(prompt);
  }

  private static SuitePlan whole(Suite suite) {
    return SuitePlan.whole(suite);
  }

  private static String oneWrong(String prompt) {
    return prompt.equals("say i3") ? "nothing of the kind" : TestSuites.rightAnswer(prompt);
  }

  private static int code(Suite suite, UnaryOperator<String> answers) {
    return code(suite, answers, RunPolicy.none());
  }

  private static int scripted(Suite suite, Function<String, Generation> script) {
    List<SuitePlan> plans = List.of(SuitePlan.whole(suite));
    return EvalExit.code(run(plans, script), plans);
  }

  private static RunResult run(List<SuitePlan> plans, Function<String, Generation> script) {
    return run(plans, new ScriptedEngine(script), RunPolicy.none());
  }

  private static int code(Suite suite, UnaryOperator<String> answers, RunPolicy policy) {
    List<SuitePlan> plans = List.of(SuitePlan.whole(suite));
    return EvalExit.code(run(plans, answers, policy), plans);
  }

  private static RunResult run(
      List<SuitePlan> plans, UnaryOperator<String> answers, RunPolicy policy) {
    return run(
        plans, new ScriptedEngine(prompt -> ScriptedEngine.answer(answers.apply(prompt))), policy);
  }

  private static RunResult run(List<SuitePlan> plans, ScriptedEngine engine, RunPolicy policy) {
    ModelIdentity identity =
        new ModelIdentity(
            "test", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Evaluation evaluation =
        new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
            .within(policy)
            .evaluate(identity, plans, RunListener.silent());
    return ((Evaluation.Completed) evaluation).result();
  }

  /** A budget whose clock goes on by one with every look: one look a question, and one to begin. */
  private static RunPolicy afterQuestions(int count) {
    AtomicLong clock = new AtomicLong();
    return new TimeBudget(Duration.ofNanos(count + 1), clock::getAndIncrement);
  }

  private static Suite gated(String share) {
    return parsed(
        """
        id: gated
        version: 1.0.0
        description: Says things back in one word.
        licence: Apache-2.0
        template: 'say {{input}}'
        maxTokens: 8
        grader: {type: contains}
        gates: [{type: length, unit: words, atMost: 1}]
        gateShare: SHARE
        items:
          - {id: one, input: i1, expected: i1}
          - {id: two, input: i2, expected: i2}
          - {id: three, input: i3, expected: i3}
          - {id: four, input: i4, expected: i4}
        controls:
          - {id: good, kind: must-pass, input: a, expected: a}
          - {id: bad, kind: must-pass, input: b, expected: b}
        """
            .replace("SHARE", share));
  }

  private static Suite weighed() {
    return parsed(
        """
        id: weighed
        version: 1.0.0
        description: Not for an engine without likelihoods.
        licence: Apache-2.0
        template: '{{input}}'
        maxTokens: 8
        grader: {type: choice, scoring: likelihood}
        items:
          - {id: one, input: x, expected: a, choices: [a, b]}
        controls:
          - {id: good, kind: must-pass, input: a, expected: a, choices: [a, b]}
          - {id: bad, kind: must-pass, input: b, expected: b, choices: [a, b]}
        """);
  }

  private static Suite parsed(String yaml) {
    try {
      return SuiteParser.parse(yaml, "test");
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
