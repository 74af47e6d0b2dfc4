package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.openai.ScriptedServer.Flaw;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.probe.run.SuiteRunner;
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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Likelihoods over HTTP: those of the model, or none. */
class ServerLikelihoodTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 1_000_000, Duration.ofMillis(1));

  private static final String SUITE =
      """
      id: pick
      version: 1.0.0
      description: Picks the word that was said.
      licence: Apache-2.0
      template: 'pick {{input}}:'
      maxTokens: 8
      grader: {type: choice, scoring: likelihood}
      items:
        - {id: one, input: 'no', expected: 'no', choices: ['no', 'certainly']}
        - {id: two, input: 'certainly', expected: 'certainly', choices: ['no', 'certainly']}
      controls:
        - {id: good, kind: must-pass, input: 'up', expected: 'up', choices: [up, down]}
        - {id: bad, kind: must-pass, input: 'down', expected: 'down', choices: [up, down]}
      """;

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
  void score_soundServer_isTheSumOverTheTokensOfTheContinuation() {
    Scoring scoring = weighed(new ScriptedServer(ServerLikelihoodTest::picked), "no", "nothing");

    List<LogLikelihood> likelihoods = ((Scoring.Scored) scoring).likelihoods();
    assertThat(likelihoods.get(0).logProbability())
        .isCloseTo(2 * ScriptedEcho.LIKELY, within(1e-9));
    assertThat(likelihoods.get(0).tokens()).isEqualTo(2);
    assertThat(likelihoods.get(1).logProbability())
        .isCloseTo(2 * ScriptedEcho.LIKELY + 5 * ScriptedEcho.UNLIKELY, within(1e-9));
    assertThat(likelihoods.get(1).tokens()).isEqualTo(7);
  }

  /** What servers list beside the tokens of the text differs; the sums must not. */
  @ParameterizedTest
  @EnumSource(Listing.class)
  void score_everyWayOfListing_isTheSame(Listing listing) {
    Scoring scoring = weighed(listing.server(), "no", "nothing", "o");

    assertThat(((Scoring.Scored) scoring).likelihoods())
        .extracting(LogLikelihood::tokens)
        .containsExactly(2, 7, 1);
    assertThat(((Scoring.Scored) scoring).likelihoods().get(0).logProbability())
        .isCloseTo(2 * ScriptedEcho.LIKELY, within(1e-9));
  }

  @Test
  void evaluate_soundServer_scoresTheModel() {
    SuiteResult result = evaluated(new ScriptedServer(ServerLikelihoodTest::picked), SUITE);

    assertThat(result.harness()).isEqualTo(new HarnessVerdict.Valid());
    assertThat(result.passed()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"REFUSES_ECHO, Only no echo is supported", "FRAMES_RAW_TEXT, without a chat's frame"})
  void evaluate_serverThatSaysItCannot_isNotEligibleAndSaysWhy(Flaw flaw, String reason) {
    SuiteResult result = evaluated(new ScriptedServer(ServerLikelihoodTest::picked, flaw), SUITE);

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
    ScriptedServer sound = new ScriptedServer(ServerLikelihoodTest::picked);
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
    SuiteResult result = evaluated(new ScriptedServer(ServerLikelihoodTest::picked, flaw), SUITE);

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
    Opening opening = engine(new ScriptedServer(ServerLikelihoodTest::picked, flaw), LIMITS).open();

    assertThat(((Opening.Opened) opening).session().capabilities())
        .contains(Capability.FORCED_CHOICE, Capability.RAW_TEXT)
        .doesNotContain(Capability.LOG_LIKELIHOOD);
  }

  @Test
  void evaluate_serverThatEchoesNothingInTime_isHarnessInvalid() {
    ScriptedServer sound = new ScriptedServer(ServerLikelihoodTest::picked);
    SuiteResult result =
        evaluated(
            (exchange, body) -> {
              if (body.path("echo").asBoolean()) {
                await();
              }
              sound.answer(exchange, body);
            },
            SUITE,
            new ServerLimits(Duration.ofSeconds(2), 1_000_000, Duration.ofMillis(1)));

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

    SuiteResult result = evaluated(new ScriptedServer(ServerLikelihoodTest::picked), chat);

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
    SuiteResult result =
        evaluated(inTheSuite(new ScriptedServer(ServerLikelihoodTest::picked, flaw)), SUITE);

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(((HarnessVerdict.Invalid) result.harness()).symptoms()).contains(symptom);
  }

  @Test
  void evaluate_serverThatHangsLater_isTimeOutsAndNoScore() {
    SuiteResult result = evaluated(inTheSuite((exchange, body) -> await()), SUITE);

    assertThat(result.passRate()).isEqualTo(OptionalDouble.empty());
    assertThat(result.controls())
        .extracting(control -> control.outcome())
        .contains(ItemOutcome.TIMEOUT);
    assertThat(result.items())
        .extracting(item -> item.outcome())
        .isSubsetOf(ItemOutcome.TIMEOUT, ItemOutcome.SKIPPED);
  }

  @Test
  void score_textThatTheServerRefuses_isRefused() {
    ScriptedServer sound = new ScriptedServer(ServerLikelihoodTest::picked);
    Scoring scoring =
        weighed(
            (exchange, body) -> {
              if (body.path("prompt").asText().endsWith("nothing")) {
                FakeServer.json(exchange, 400, "{\"error\":{\"message\":\"it is too long\"}}");
              } else {
                sound.answer(exchange, body);
              }
            },
            "no",
            "nothing");

    assertThat(((Scoring.NotScored) scoring).failure())
        .isEqualTo(new Generation.Refused("the server answered 400: it is too long"));
  }

  @Test
  void score_halfOfACharacter_isRefusedBeforeItIsSent() {
    Scoring scoring = weighed(new ScriptedServer(ServerLikelihoodTest::picked), "no", "\ud83d");

    assertThat(((Scoring.NotScored) scoring).failure()).isInstanceOf(Generation.Refused.class);
  }

  /** How a server lists the tokens of an echo. */
  private enum Listing {
    /** Mark of the beginning, text, and what was written: vLLM. */
    ALL,
    /** Without the mark, though it is counted: llama-cpp-python. */
    WITHOUT_BEGINNING,
    /** Without what was written. */
    WITHOUT_WRITTEN;

    FakeServer.Talk server() {
      ScriptedServer model = new ScriptedServer(ServerLikelihoodTest::picked);
      return (exchange, body) -> {
        if (body.path("echo").asBoolean()) {
          FakeServer.json(exchange, 200, echo(body.path("prompt").asText()).toString());
        } else {
          model.answer(exchange, body);
        }
      };
    }

    private JsonNode echo(String prompt) {
      JsonNode echo = new ScriptedEcho(ServerLikelihoodTest::picked, Set.of(), 0).of(prompt);
      for (String list : List.of("tokens", "token_logprobs")) {
        ArrayNode array = (ArrayNode) echo.at("/choices/0/logprobs/" + list);
        if (this == WITHOUT_BEGINNING) {
          array.remove(0);
        } else if (this == WITHOUT_WRITTEN && !picked(prompt).isEmpty()) {
          array.remove(array.size() - 1);
        }
      }
      return echo;
    }
  }

  /**
   * Goes on with the word that was said, as far as it is not there yet; else with another letter.
   */
  private static String picked(String prompt) {
    int colon = prompt.lastIndexOf(':');
    if (!prompt.startsWith("pick ") || colon < 0) {
      int last = prompt.isEmpty() ? 0 : prompt.charAt(prompt.length() - 1);
      return String.valueOf((char) ('a' + (last + 1) % 26));
    }
    String word = prompt.substring("pick ".length(), colon);
    String written = prompt.substring(colon + 1);
    return word.startsWith(written) ? word.substring(written.length()) : "";
  }

  /** What the server says once the suite is asked; before, it is sound. */
  private static FakeServer.Talk inTheSuite(FakeServer.Talk later) {
    ScriptedServer sound = new ScriptedServer(ServerLikelihoodTest::picked);
    return (HttpExchange exchange, JsonNode body) -> {
      if (body.path("prompt").asText().startsWith("pick ")) {
        later.answer(exchange, body);
      } else {
        sound.answer(exchange, body);
      }
    };
  }

  private Scoring weighed(FakeServer.Talk talk, String... continuations) {
    Opening opening = engine(talk, LIMITS).open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    ModelSession session = ((Opening.Opened) opening).session();
    assertThat(session.capabilities())
        .as(session.shortcomings().toString())
        .contains(Capability.LOG_LIKELIHOOD);
    return session.score(
        new ScoringRequest(
            Prompt.text("pick no:"), List.of(continuations), Duration.ofSeconds(20)));
  }

  private SuiteResult evaluated(FakeServer.Talk talk, String yaml) {
    return evaluated(talk, yaml, LIMITS);
  }

  private SuiteResult evaluated(FakeServer.Talk talk, String yaml, ServerLimits limits) {
    ModelIdentity identity =
        new ModelIdentity(
            "served", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    Evaluation evaluation =
        new SuiteRunner(
                engine(talk, limits),
                RunSettings.standard().withItemTimeout(Duration.ofMillis(500)),
                new ThisMachine())
            .evaluate(identity, List.of(SuitePlan.whole(suite(yaml))), RunListener.silent());
    return ((Evaluation.Completed) evaluation).result().suites().get(0);
  }

  private Engine engine(FakeServer.Talk talk, ServerLimits limits) {
    server = FakeServer.answering(talk);
    ServerEngine.Connection connection =
        ServerEngine.connect(
            server.address(), Optional.empty(), Optional.empty(), Deployment.DEVICE, limits);
    return ((ServerEngine.Connection.Connected) connection).engine();
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
