package dev.sluice.probe.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.probe.engine.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that speaks the OpenAI protocol on loopback, or whatever it is told to speak. */
public final class FakeServer implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Talk talk;

  /** Authorization headers in the order in which they came; "none" without one. */
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** Paths in the order in which they were asked for. */
  final List<String> paths = new CopyOnWriteArrayList<>();

  /** What to do about a request. */
  public interface Talk {
    void answer(HttpExchange exchange, JsonNode body) throws IOException;
  }

  private FakeServer(Talk talk) throws IOException {
    this.talk = talk;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** A server that has one model and answers questions to it like that. */
  public static FakeServer answering(Talk talk) {
    return answeringEverything(
        (exchange, body) -> {
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/v1/models")) {
            json(exchange, 200, "{\"data\":[{\"id\":\"the-model\"}]}");
          } else if (path.startsWith("/v1/")) {
            talk.answer(exchange, body);
          } else {
            json(exchange, 404, "{\"error\":{\"message\":\"no such page\"}}");
          }
        });
  }

  /** A server that answers everything like that, also when asked for its models. */
  static FakeServer answeringEverything(Talk talk) {
    try {
      return new FakeServer(talk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those headers, for tests of other packages. */
  public List<String> authorizations() {
    return authorizations;
  }

  public List<String> paths() {
    return paths;
  }

  public ServerAddress address() {
    return ServerAddress.parse("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The engine of a device that has connected to this server. */
  ServerEngine engine(ServerLimits limits) {
    ServerEngine.Connection connection =
        ServerEngine.connect(
            address(), Optional.empty(), Optional.empty(), Deployment.DEVICE, limits);
    return ((ServerEngine.Connection.Connected) connection).engine();
  }

  static void json(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, "application/json", body);
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    authorizations.add(
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of("none")).get(0));
    paths.add(exchange.getRequestURI().getPath());
    JsonNode body;
    try (InputStream in = exchange.getRequestBody()) {
      body = JSON.readTree(in.readAllBytes());
    }
    talk.answer(exchange, body);
  }
}
