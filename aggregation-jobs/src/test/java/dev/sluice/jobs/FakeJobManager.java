package dev.sluice.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers as a JobManager does, with what a test has given it to say. */
final class FakeJobManager implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new ArrayList<>();

  FakeJobManager() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    says("GET /v1/config", 200, "{\"flink-version\": \"2.3.0\"}");
    says("GET /v1/jobs/overview", 200, "{\"jobs\": []}");
    says("POST /v1/jars/upload", 200, "{\"filename\": \"/tmp/flink-web-upload/x_job.jar\"}");
    says("POST /v1/jars/x_job.jar/run", 200, "{\"jobid\": \"0123456789abcdef0123456789abcdef\"}");
    says("DELETE /v1/jars/x_job.jar", 200, "{}");
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void says(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
  }

  /** Method and path of each request, with the body of those that have JSON. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    synchronized (this) {
      requests.add(
          "application/json".equals(type) ? request + " " + new String(body, UTF_8) : request);
    }
    Answer answer = answers.getOrDefault(request, new Answer(404, "{\"errors\": [\"Not found\"]}"));
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
