package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.openai.ScriptedServer.Flaw;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.loading.BundledSuites;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broken server ends as a broken harness, a time-out or a refusal, never as a score. */
class BrokenServerRunTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 1_000_000, Duration.ofMillis(1));
  private static final SuitePlan PLAN = SuitePlan.first(BundledSuites.all().get(0), 10);

  private final CountDownLatch end = new CountDownLatch(1);
  private FakeServer server;

  @AfterEach
  void close() {
    end.countDown();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void evaluate_sameAnswerToEverything_isHarnessInvalid() {
    RunResult result = completed(new ScriptedServer(prompt -> "navigate", Flaw.IGNORES_SEED));

    assertThat(result.passRate()).isEmpty();
    assertThat(result.suites().get(0).harness()).isInstanceOf(HarnessVerdict.Invalid.class);
  }

  @Test
  void evaluate_promptsThatNeverArrive_areRefusedAtTheOpening() {
    Evaluation evaluation = evaluate(new ScriptedServer(prompt -> "navigate", Flaw.IGNORES_PROMPT));

    assertThat(evaluation).isInstanceOf(Evaluation.NotOpened.class);
  }

  @Test
  void evaluate_serverThatHangs_isTimeoutsAndHarnessInvalid() {
    ScriptedServer sound = new ScriptedServer(prompt -> prompt);
    String question = PLAN.suite().prompt(PLAN.suite().controls().get(0)).substring(0, 6);

    RunResult result =
        completed(
            (exchange, body) -> {
              if (body.path("prompt").asText().startsWith(question)) {
                await();
              } else {
                sound.answer(exchange, body);
              }
            });

    assertThat(result.passRate()).isEmpty();
    assertThat(result.harnessValid()).isFalse();
    assertThat(result.suites().get(0).items())
        .allMatch(
            item -> item.outcome() == ItemOutcome.TIMEOUT || item.outcome() == ItemOutcome.SKIPPED);
  }

  private RunResult completed(FakeServer.Talk talk) {
    Evaluation evaluation = evaluate(talk);
    assertThat(evaluation).isInstanceOf(Evaluation.Completed.class);
    return ((Evaluation.Completed) evaluation).result();
  }

  private Evaluation evaluate(FakeServer.Talk talk) {
    server = FakeServer.answering(talk);
    ModelIdentity identity =
        new ModelIdentity(
            "served", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    return new SuiteRunner(
            server.engine(LIMITS),
            RunSettings.standard().withItemTimeout(Duration.ofMillis(500)),
            new ThisMachine())
        .evaluate(identity, List.of(PLAN), RunListener.silent());
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
