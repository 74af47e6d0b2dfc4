package dev.sluice.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The real model, once asked directly and once through a server: the same answers to every item.
 */
class ServedModelIT {
  private static final Path MODEL = Path.of("../models/tiny-1.1.0-q8_0.gguf");

  private static final String LIKELIER =
      """
      id: likelier
      version: 1.0.0
      description: The intent that is likeliest.
      licence: Apache-2.0
      template: "intent: {{input}}\\n"
      maxTokens: 8
      grader: {type: choice, scoring: likelihood}
      items:
        - {id: one, input: play jazz music, expected: play_music, choices: [navigate, play_music]}
        - {id: two, input: navigate to Paris, expected: navigate, choices: [navigate, play_music]}
        - {id: three, input: turn the sound to 57, expected: set_volume, choices: [set_volume, navigate]}
        - {id: four, input: wake me up at 6 am, expected: set_alarm, choices: [stop_music, set_alarm]}
      controls:
        - {id: good, kind: must-pass, input: find the way to Dublin, expected: navigate, choices: [play_music, navigate]}
        - {id: bad, kind: must-pass, input: play jazz, expected: play_music, choices: [play_music, navigate]}
      """;

  private static final List<SuitePlan> PLANS =
      Stream.concat(
              BundledSuites.all().stream().map(suite -> SuitePlan.first(suite, 8)),
              Stream.of(weighed("likelihood"), weighed("likelihood-normalised")))
          .toList();

  @Test
  void evaluate_soundServer_matchesTheDirectEngineItemByItem() throws IOException {
    Engine direct = LlamaEngine.of(MODEL, EngineSettings.forProcessors(2));

    RunResult served;
    try (ModelSession session = ((Opening.Opened) direct.open()).session();
        FakeServer server = FakeServer.answering(served(session))) {
      served = evaluate(engine(server));
    }
    RunResult own = evaluate(direct);

    assertThat(answers(served)).isEqualTo(answers(own));
    assertThat(served.passRate()).isEqualTo(own.passRate()).isPresent();
    assertThat(served.suites()).allMatch(suite -> suite.notEligible().isEmpty());
    assertThat(served.latency().load()).isEmpty();
    assertThat(served.latency().timeToFirstTokenMillis()).isPresent();
  }

  private static SuitePlan weighed(String scoring) {
    try {
      return SuitePlan.whole(
          SuiteParser.parse(
              LIKELIER
                  .replace("scoring: likelihood", "scoring: " + scoring)
                  .replace("id: likelier", "id: " + scoring),
              "test"));
    } catch (SuiteFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static FakeServer.Talk served(ModelSession session) {
    RealEcho echo = new RealEcho(session);
    return (exchange, body) -> {
      if (body.path("echo").asBoolean()) {
        synchronized (session) {
          FakeServer.json(exchange, 200, echo.of(body.path("prompt").asText()).toString());
        }
      } else {
        serve(session, exchange, body);
      }
    };
  }

  private static Engine engine(FakeServer server) {
    ServerEngine.Connection connection =
        ServerEngine.connect(
            server.address(),
            Optional.empty(),
            Optional.empty(),
            Deployment.DEVICE,
            ServerLimits.standard());
    return ((ServerEngine.Connection.Connected) connection).engine();
  }

  private static RunResult evaluate(Engine engine) throws IOException {
    GgufInspection.Sound sound = (GgufInspection.Sound) GgufReader.inspect(MODEL);
    Evaluation evaluation =
        new SuiteRunner(engine, RunSettings.standard(), new ThisMachine())
            .evaluate(ModelIdentity.of(MODEL, sound.model()), PLANS, RunListener.silent());
    assertThat(evaluation).isInstanceOf(Evaluation.Completed.class);
    return ((Evaluation.Completed) evaluation).result();
  }

  private static List<String> answers(RunResult result) {
    return result.suites().stream()
        .flatMap(suite -> suite.items().stream())
        .map(item -> item.id() + " " + item.outcome() + " " + item.answer().orElse("(none)"))
        .toList();
  }

  /** One question at a time, as a server with one slot would answer it. */
  private static void serve(ModelSession session, HttpExchange exchange, JsonNode body)
      throws IOException {
    boolean plain =
        body.path("temperature").asDouble() == 0
            && body.has("prompt")
            && !body.has("guided_choice")
            && !body.has("grammar");
    if (!plain) {
      FakeServer.json(exchange, 400, "{\"error\":{\"message\":\"not here\"}}");
      return;
    }
    List<String> stop = new ArrayList<>();
    body.path("stop").forEach(text -> stop.add(text.asText()));
    Generation generation;
    synchronized (session) {
      generation =
          session.generate(
              new CompletionRequest(
                  Prompt.text(body.path("prompt").asText()),
                  body.path("max_tokens").asInt(),
                  stop,
                  Duration.ofSeconds(60)));
    }
    if (generation instanceof Generation.Completed completed) {
      stream(exchange, completed);
    } else {
      FakeServer.json(exchange, 400, "{\"error\":{\"message\":\"it is too long\"}}");
    }
  }

  private static void stream(HttpExchange exchange, Generation.Completed answer)
      throws IOException {
    TokenCounts counts = answer.timings().counts().orElseThrow();
    FakeServer.send(
        exchange,
        200,
        "text/event-stream",
        """
        data: {"choices":[{"text":%s,"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}

        data: [DONE]

        """
            .formatted(
                FakeServer.JSON.writeValueAsString(answer.text()),
                counts.promptTokens(),
                counts.generatedTokens()));
  }
}
