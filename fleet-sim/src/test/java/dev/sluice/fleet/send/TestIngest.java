package dev.sluice.fleet.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An ingest address on loopback that keeps every body, and answers from a script when it has one.
 */
public final class TestIngest implements AutoCloseable {
  static {
    // Read when the server's class is loaded; without it every answer waits for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();

  /** A scripted answer; no header when {@code retryAfter} is empty. */
  public record Answer(int status, String body, String retryAfter) {}

  public TestIngest() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next unanswered request is answered so. */
  public TestIngest answering(int status, String body, String retryAfter) {
    script.add(new Answer(status, body, retryAfter));
    return this;
  }

  public List<byte[]> bodies() {
    return List.copyOf(bodies);
  }

  /** Every well-formed report of every body, in order of arrival. */
  public List<Report> reports() {
    List<Report> reports = new ArrayList<>();
    for (byte[] body : bodies) {
      for (int at = 0; at + ReportFormat.BYTES <= body.length; at += ReportFormat.BYTES) {
        byte[] one = Arrays.copyOfRange(body, at, at + ReportFormat.BYTES);
        if (ReportFormat.decode(one) instanceof Decoded.Value<Report> value) {
          reports.add(value.value());
        }
      }
    }
    return reports;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(body);
    Answer answer = script.poll();
    if (answer == null) {
      answer = wellFormed(exchange, body);
    }
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Answer wellFormed(HttpExchange exchange, byte[] body) {
    boolean batch = exchange.getRequestURI().getPath().endsWith(":batch");
    if (batch && body.length % ReportFormat.BYTES == 0) {
      return new Answer(
          202, "{\"accepted\":" + body.length / ReportFormat.BYTES + ",\"rejected\":[]}", "");
    }
    return ReportFormat.decode(body) instanceof Decoded.Value<Report>
        ? new Answer(202, "", "")
        : new Answer(400, "{\"type\":\"https://sluice.dev/problems/malformed-report\"}", "");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
