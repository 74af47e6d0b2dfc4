package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Likelihoods of texts over HTTP: those of the model, or none. */
class ServerLikelihoodTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 1_000_000, Duration.ofMillis(1));

  private FakeServer server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void score_soundServer_isTheSumOverTheTokensOfTheContinuation() {
    Scoring scoring = weighed(PickingModel.served(), "no", "nothing");

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
  void score_textThatTheServerRefuses_isRefused() {
    ScriptedServer sound = PickingModel.served();
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
    Scoring scoring = weighed(PickingModel.served(), "no", "\ud83d");

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
      ScriptedServer model = PickingModel.served();
      return (exchange, body) -> {
        if (body.path("echo").asBoolean()) {
          FakeServer.json(exchange, 200, echo(body.path("prompt").asText()).toString());
        } else {
          model.answer(exchange, body);
        }
      };
    }

    private JsonNode echo(String prompt) {
      JsonNode echo = new ScriptedEcho(PickingModel::picked, Set.of(), 0).of(prompt);
      for (String list : List.of("tokens", "token_logprobs")) {
        ArrayNode array = (ArrayNode) echo.at("/choices/0/logprobs/" + list);
        if (this == WITHOUT_BEGINNING) {
          array.remove(0);
        } else if (this == WITHOUT_WRITTEN && !PickingModel.picked(prompt).isEmpty()) {
          array.remove(array.size() - 1);
        }
      }
      return echo;
    }
  }

  private Scoring weighed(FakeServer.Talk talk, String... continuations) {
    server = FakeServer.answering(talk);
    Opening opening = server.engine(LIMITS).open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    ModelSession session = ((Opening.Opened) opening).session();
    assertThat(session.capabilities())
        .as(session.shortcomings().toString())
        .contains(Capability.LOG_LIKELIHOOD);
    return session.score(
        new ScoringRequest(
            Prompt.text("pick no:"), List.of(continuations), Duration.ofSeconds(20)));
  }
}
