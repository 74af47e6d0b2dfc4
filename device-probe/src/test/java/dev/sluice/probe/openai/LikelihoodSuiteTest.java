package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.openai.ScriptedServer.Flaw;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Suites whose choices a server weighs: scored by sound likelihoods, or not at all. */
class LikelihoodSuiteTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 1_000_000, Duration.ofMillis(1));

  private static final String SUITE =
      TestSuites.PICK.replace("'pick {{input}}'", "'pick {{input}}:'");

  private final CountDownLatch end = new CountDownLatch(1);
  private FakeServer server;

  @AfterEach
  void close() {
    end.countDown();
    server.close();
  }

  @Test
  void evaluate_soundServer_scoresTheModel() {
    SuiteResult result = evaluated(PickingModel.served(), SUITE);

    assertThat(result.harness()).isEqualTo(new HarnessVerdict.Valid());
    assertThat(result.passed()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"REFUSES_ECHO, Only no echo is supported", "FRAMES_RAW_TEXT, without a chat's frame"})
  void evaluate_serverThatSaysItCannot_isNotEligibleAndSaysWhy(Flaw flaw, String reason) {
    SuiteResult result = evaluated(PickingModel.served(flaw), SUITE);

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.harness()).isEqualTo(new HarnessVerdict.NotJudged());
    assertThat(result.items())
        .allSatisfy(
            item -> {
              assertThat(item.outcome()).isEqualTo(ItemOutcome.NOT_ELIGIBLE);
              assertThat(item.explanation()).contains("log_likelihood").contains(reason);
            });
  }

  @Test
  void evaluate_serverThatImplementsNoEcho_isNotEligible() {
    ScriptedServer sound = PickingModel.served();
    SuiteResult result =
        evaluated(
            (exchange, body) -> {
              if (body.path("echo").asBoolean()) {
                FakeServer.json(exchange, 501, "{\"error\":\"not implemented\"}");
              } else {
                sound.answer(exchange, body);
              }
            },
            SUITE);

    assertThat(result.notEligible().orElseThrow()).contains("501: not implemented");
  }

  /** A broken server is not one that is merely not made for such suites. */
  @ParameterizedTest
  @CsvSource({
    "IGNORES_ECHO, does not echo the text",
    "DROPS_LOGPROBS, no log-probabilities",
    "TELLS_TOO_FEW_LOGPROBS, log-probabilities for",
    "TELLS_LOGITS, as the log-probability of a token",
    "TELLS_SAME_LOGPROBS, do not tell texts apart",
    "TELLS_SHIFTED_LOGPROBS, do not tell texts apart",
    "TELLS_CHANGING_LOGPROBS, two sets of log-probabilities"
  })
  void evaluate_serverThatTakesTheRequestAndDoesItWrong_isHarnessInvalid(Flaw flaw, String reason) {
    SuiteResult result = evaluated(PickingModel.served(flaw), SUITE);

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.harness())
        .isEqualTo(new HarnessVerdict.Invalid(List.of(Symptom.LIKELIHOODS_UNSOUND)));
    assertThat(result.items())
        .allSatisfy(
            item -> {
              assertThat(item.outcome()).isEqualTo(ItemOutcome.HARNESS_INVALID);
              assertThat(item.explanation())
                  .contains("log_likelihood", reason, "scoring: continuation");
            });
  }

  /** Its other ways of being asked are as good as before. */
  @ParameterizedTest
  @EnumSource(
      value = Flaw.class,
      names = {"IGNORES_ECHO", "DROPS_LOGPROBS"})
  void open_serverWithoutLikelihoods_isStillHeldToChoices(Flaw flaw) {
    server = FakeServer.answering(PickingModel.served(flaw));

    Opening opening = server.engine(LIMITS).open();

    assertThat(((Opening.Opened) opening).session().capabilities())
        .contains(Capability.FORCED_CHOICE, Capability.RAW_TEXT)
        .doesNotContain(Capability.LOG_LIKELIHOOD);
  }

  @Test
  void evaluate_serverThatEchoesNothingInTime_isHarnessInvalid() {
    ScriptedServer sound = PickingModel.served();
    SuiteResult result =
        evaluated(
            (exchange, body) -> {
              if (body.path("echo").asBoolean()) {
                await();
              }
              sound.answer(exchange, body);
            },
            SUITE,
            new ServerLimits(
                LIMITS.look(), Duration.ofSeconds(2), LIMITS.answerBytes(), LIMITS.pause()));

    assertThat(result.harness().valid()).isFalse();
    assertThat(result.items())
        .allSatisfy(
            item -> {
              assertThat(item.outcome()).isEqualTo(ItemOutcome.HARNESS_INVALID);
              assertThat(item.explanation()).contains("echoes nothing within 2 s");
            });
  }

  @Test
  void evaluate_chatByLikelihood_isNotForAServer() {
    String chat = SUITE.replace("template: 'pick {{input}}:'", "chat: {user: 'pick {{input}}:'}");

    SuiteResult result = evaluated(PickingModel.served(), chat);

    assertThat(result.notEligible().orElseThrow()).contains("does not tell how it frames a chat");
  }

  /** Sound as long as it is tried out, and then not. */
  @ParameterizedTest
  @CsvSource({
    "IGNORES_ECHO, LIKELIHOODS_UNSOUND",
    "DROPS_LOGPROBS, LIKELIHOODS_UNSOUND",
    "TELLS_TOO_FEW_LOGPROBS, LIKELIHOODS_UNSOUND",
    "TELLS_LOGITS, LIKELIHOODS_UNSOUND",
    "TELLS_SAME_LOGPROBS, ALL_SCORES_EQUAL",
    "TELLS_SHIFTED_LOGPROBS, EASY_CONTROL_FAILED"
  })
  void evaluate_serverThatBreaksLater_isHarnessInvalid(Flaw flaw, Symptom symptom) {
    SuiteResult result = evaluated(inTheSuite(PickingModel.served(flaw)), SUITE);

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(((HarnessVerdict.Invalid) result.harness()).symptoms()).contains(symptom);
  }

  @Test
  void evaluate_serverThatHangsLater_isTimeOutsAndNoScore() {
    SuiteResult result =
        evaluated(
            inTheSuite((exchange, body) -> await()),
            SUITE,
            LIMITS,
            RunSettings.standard().withItemTimeout(Duration.ofMillis(500)));

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.controls())
        .extracting(control -> control.outcome())
        .contains(ItemOutcome.TIMEOUT);
    assertThat(result.items())
        .extracting(item -> item.outcome())
        .isSubsetOf(ItemOutcome.TIMEOUT, ItemOutcome.SKIPPED);
  }

  /** What the server says once the suite is asked; before, it is sound. */
  private static FakeServer.Talk inTheSuite(FakeServer.Talk later) {
    ScriptedServer sound = PickingModel.served();
    return (HttpExchange exchange, JsonNode body) -> {
      if (body.path("prompt").asText().startsWith("pick ")) {
        later.answer(exchange, body);
      } else {
        sound.answer(exchange, body);
      }
    };
  }

  private SuiteResult evaluated(FakeServer.Talk talk, String yaml) {
    return evaluated(talk, yaml, LIMITS);
  }

  private SuiteResult evaluated(FakeServer.Talk talk, String yaml, ServerLimits limits) {
    return evaluated(talk, yaml, limits, RunSettings.standard());
  }

  private SuiteResult evaluated(
      FakeServer.Talk talk, String yaml, ServerLimits limits, RunSettings settings) {
    server = FakeServer.answering(talk);
    ModelIdentity identity =
        new ModelIdentity(
            "served", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Evaluation evaluation =
        new SuiteRunner(server.engine(limits), settings, new ThisMachine())
            .evaluate(identity, List.of(SuitePlan.whole(suite(yaml))), RunListener.silent());
    return ((Evaluation.Completed) evaluation).result().suites().get(0);
  }

  private static Suite suite(String yaml) {
    try {
      return SuiteParser.parse(yaml, "test");
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
