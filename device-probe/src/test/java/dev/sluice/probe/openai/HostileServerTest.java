package dev.sluice.probe.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that turns bad after it was found sound: each fault has its own end and its own line.
 */
class HostileServerTest {
  private static final ServerLimits LIMITS =
      new ServerLimits(Duration.ofSeconds(20), 100_000, Duration.ofMillis(1));
  private static final String PIECE =
      "data: {\"choices\":[{\"text\":\"half an ans\",\"finish_reason\":null}]}\n\n";

  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean hostile;
  private FakeServer server;

  @AfterEach
  void close() {
    end.countDown();
    if (server != null) {
      server.close();
    }
  }

  static Stream<Arguments> crashes() {
    return Stream.of(
        crash("a web page", says(200, "text/html", "<html>Welcome</html>"), "with text/html where"),
        crash("no content type", HostileServerTest::untyped, "with no content type where JSON"),
        crash("no JSON", says(200, "application/json", "{\"choices\": [}"), "not valid JSON"),
        crash("an empty body", says(200, "application/json", " "), "has no choices"),
        crash("another object", says(200, "application/json", "[1, 2]"), "has no choices"),
        crash(
            "no choice",
            says(200, "application/json", "{\"choices\":[],\"usage\":{}}"),
            "has no choices"),
        crash(
            "a number for a text",
            says(200, "application/json", "{\"choices\":[{\"text\":7}]}"),
            "something else in the place of text"),
        crash(
            "brackets without end",
            says(200, "application/json", "[".repeat(50_000)),
            "not valid JSON"),
        crash("a stream without an end", streams(PIECE), "broke off before its end"),
        crash("a stream cut within a part", streams(PIECE + "data: {\"cho"), "or is cut off"),
        crash(
            "an error within a stream",
            streams(PIECE + "data: {\"error\":{\"message\":\"slot\\u0007 lost\"}}\n\n"),
            "the server reports: slot lost"),
        crash("a body that is cut", HostileServerTest::cutShort, "the server broke off"),
        crash(
            "a body without measure",
            says(200, "application/json", " ".repeat(200_000)),
            "more than 100000 bytes"),
        crash("a redirect", HostileServerTest::redirect, "which is not followed"),
        crash("no key wanted before", says(401, "text/plain", "who?"), "an API key"),
        crash(
            "an inner error",
            says(500, "application/json", "{\"error\":{\"message\":\"out of\\nslots\"}}"),
            "answered 500: out of slots"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crashes")
  void generate_brokenAnswer_isACrashInOneLine(String name, FakeServer.Talk talk, String reason) {
    Generation generation = ask(talk, Duration.ofSeconds(20));

    assertThat(generation).isInstanceOf(Generation.Crashed.class);
    assertThat(((Generation.Crashed) generation).reason())
        .contains(reason)
        .doesNotContain("\n", "\u0007", "half an ans");
    assertThat(generation.endsSession()).isTrue();
  }

  @Test
  void generate_refusedRequest_isRefusedWithTheServersReason() {
    Generation generation =
        ask(
            says(400, "application/json", "{\"error\":{\"message\":\"too many tokens\"}}"),
            Duration.ofSeconds(20));

    assertThat(generation)
        .isEqualTo(new Generation.Refused("the server answered 400: too many tokens"));
  }

  /** Put off, and so never a fault of the model. */
  @Test
  void generate_serverBusyBeyondTheLimit_isRefused() {
    Generation generation =
        ask(
            (exchange, body) -> {
              exchange.getResponseHeaders().set("Retry-After", "3600");
              FakeServer.send(exchange, 429, "text/plain", "slow down");
            },
            Duration.ofSeconds(20));

    assertThat(generation)
        .isEqualTo(
            new Generation.Refused("the server is busy: the server answered 429: slow down"));
  }

  @Test
  void generate_noAnswerOrADrip_timesOut() {
    Duration limit = Duration.ofMillis(300);

    assertThat(ask((exchange, body) -> await(), limit))
        .isEqualTo(new Generation.TimedOut(limit, true));
    assertThat(ask(this::drip, limit)).isEqualTo(new Generation.TimedOut(limit, true));
  }

  @Test
  void connect_nobodyThere_saysSo() {
    server = FakeServer.answeringEverything((exchange, body) -> await());
    ServerAddress address = server.address();
    server.close();

    assertThat(
            ServerEngine.connect(
                address, Optional.empty(), Optional.empty(), Deployment.DEVICE, LIMITS))
        .isEqualTo(
            new ServerEngine.Connection.Failed(ServerFault.NOT_THERE, "no server answers there"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crashes")
  void connect_hostileFromTheBeginning_isNoServer(
      String name, FakeServer.Talk talk, String reason) {
    server = FakeServer.answeringEverything(talk);

    assertThat(
            ServerEngine.connect(
                server.address(), Optional.empty(), Optional.empty(), Deployment.DEVICE, LIMITS))
        .isInstanceOf(ServerEngine.Connection.Failed.class);
  }

  private Generation ask(FakeServer.Talk talk, Duration limit) {
    hostile = false;
    ScriptedServer sound = new ScriptedServer(prompt -> prompt);
    server =
        FakeServer.answering((exchange, body) -> (hostile ? talk : sound).answer(exchange, body));
    try (ModelSession session = ((Opening.Opened) server.engine(LIMITS).open()).session()) {
      hostile = true;
      return session.generate(new CompletionRequest(Prompt.text("what?"), 8, List.of(), limit));
    }
  }

  private static Arguments crash(String name, FakeServer.Talk talk, String reason) {
    return Arguments.of(name, talk, reason);
  }

  private static FakeServer.Talk says(int status, String type, String body) {
    return (exchange, ignored) -> FakeServer.send(exchange, status, type, body);
  }

  private static FakeServer.Talk streams(String body) {
    return says(200, "text/event-stream", body);
  }

  private static void untyped(HttpExchange exchange, Object body) throws IOException {
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write("{}".getBytes(UTF_8));
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, Object body) throws IOException {
    exchange.getResponseHeaders().set("Location", "http://192.0.2.1/v1/completions");
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  private static void cutShort(HttpExchange exchange, Object body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write("{\"choices\"".getBytes(UTF_8));
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private void drip(HttpExchange exchange, Object body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    while (end.getCount() > 0) {
      exchange.getResponseBody().write(':');
      exchange.getResponseBody().flush();
      pause();
    }
  }

  private void pause() {
    try {
      end.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end.countDown();
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
