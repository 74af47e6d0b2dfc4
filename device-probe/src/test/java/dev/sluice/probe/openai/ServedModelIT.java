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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The real model, once asked directly and once through a server: the same answers to every item.
 */
class ServedModelIT {
  private static final Path MODEL = Path.of("../models/tiny-1.1.0-q8_0.gguf");
  private static final List<SuitePlan> PLANS =
      BundledSuites.all().stream().map(suite -> SuitePlan.first(suite, 8)).toList();

  @Test
  void evaluate_soundServer_matchesTheDirectEngineItemByItem() throws IOException {
    Engine direct = LlamaEngine.of(MODEL, EngineSettings.forProcessors(2));

    RunResult served;
    try (ModelSession session = ((Opening.Opened) direct.open()).session();
        FakeServer server =
            FakeServer.answering((exchange, body) -> serve(session, exchange, body))) {
      served = evaluate(engine(server));
    }
    RunResult own = evaluate(direct);

    assertThat(answers(served)).isEqualTo(answers(own));
    assertThat(served.passRate()).isEqualTo(own.passRate()).isPresent();
    assertThat(served.latency().load()).isEmpty();
    assertThat(served.latency().timeToFirstTokenMillis()).isPresent();
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
