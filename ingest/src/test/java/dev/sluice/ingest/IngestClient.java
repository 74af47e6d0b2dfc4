package dev.sluice.ingest;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** Talks to an ingest on loopback as a device does. */
final class IngestClient {
  static final String OCTETS = "application/octet-stream";

  private final HttpClient client;
  private final URI base;

  IngestClient(int port) {
    client = HttpClient.newHttpClient();
    base = URI.create("http://127.0.0.1:" + port);
  }

  /** Over TLS. */
  IngestClient(int port, SSLContext trust) {
    client = HttpClient.newBuilder().sslContext(trust).build();
    base = URI.create("https://127.0.0.1:" + port);
  }

  HttpResponse<String> one(byte[] report) throws IOException, InterruptedException {
    return send(post("/v1/reports", report).build());
  }

  HttpResponse<String> batch(byte[] reports) throws IOException, InterruptedException {
    return send(post("/v1/reports:batch", reports).build());
  }

  CompletableFuture<HttpResponse<String>> begin(String path, byte[] body) {
    return client.sendAsync(post(path, body).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  HttpRequest.Builder post(String path, byte[] body) {
    return request(path).header("Content-Type", OCTETS).POST(BodyPublishers.ofByteArray(body));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  JsonObject status() throws IOException, InterruptedException {
    return new JsonObject(get("/v1/status").body());
  }
}
