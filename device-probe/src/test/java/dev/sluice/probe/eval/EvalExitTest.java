package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.gguf.ModelIdentity;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
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

  private static String oneWrong(String prompt) {
    return prompt.equals("say i3") ? "nothing of the kind" : TestSuites.rightAnswer(prompt);
  }

  private static int code(Suite suite, UnaryOperator<String> answers) {
    return code(suite, answers, RunPolicy.none());
  }

  private static int code(Suite suite, UnaryOperator<String> answers, RunPolicy policy) {
    List<SuitePlan> plans = List.of(SuitePlan.whole(suite));
    return EvalExit.code(run(plans, answers, policy), plans);
  }

  private static RunResult run(
      List<SuitePlan> plans, UnaryOperator<String> answers, RunPolicy policy) {
    ModelIdentity identity =
        new ModelIdentity(
            "test", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Evaluation evaluation =
        new SuiteRunner(
                new ScriptedEngine(prompt -> ScriptedEngine.answer(answers.apply(prompt))),
                RunSettings.standard(),
                new ThisMachine())
            .within(policy)
            .evaluate(identity, plans, RunListener.silent());
    return ((Evaluation.Completed) evaluation).result();
  }

  /** A budget whose clock goes on by one with every look: one look a question, and one to begin. */
  private static RunPolicy afterQuestions(int count) {
    AtomicLong clock = new AtomicLong();
    return new TimeBudget(Duration.ofNanos(count + 1), clock::getAndIncrement);
  }

  private static Suite weighed() {
    try {
      return SuiteParser.parse(
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
          """,
          "test");
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
