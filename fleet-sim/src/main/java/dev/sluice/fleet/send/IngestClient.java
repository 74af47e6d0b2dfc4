package dev.sluice.fleet.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.probe.send.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Posts reports to an ingest address and reads what it says of them.
 *
 * <p>A body is built once and retried as it is, with pauses that double, are spread by jitter, and
 * honour Retry-After. An attempt that got no answer may still have been stored; its retry is then a
 * duplicate, which the server counts as one. Safe for use by many threads.
 */
public final class IngestClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ACCEPTED = 202;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client;
  private final URI one;
  private final URI batch;
  private final RetryPolicy policy;

  /**
   * A client.
   *
   * @param ingest base address, such as {@code http://127.0.0.1:8080}
   */
  public IngestClient(URI ingest, RetryPolicy policy) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(policy.requestTimeout())
            .build();
    this.one = ingest.resolve("/v1/reports");
    this.batch = ingest.resolve("/v1/reports:batch");
    this.policy = policy;
  }

  /** Sends whole reports in one body; an empty list sends nothing. */
  public Receipt sendBatch(List<byte[]> reports) throws InterruptedException {
    if (reports.isEmpty()) {
      return Receipt.NOTHING;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    reports.forEach(body::writeBytes);
    return send(batch, body.toByteArray(), reports.size());
  }

  /** Sends one body, whatever it holds, where a single report is expected. */
  public Receipt sendOne(byte[] body) throws InterruptedException {
    return send(one, body, 1);
  }

  private Receipt send(URI address, byte[] body, int reports) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(policy.requestTimeout())
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
      Optional<Duration> askedFor = Optional.empty();
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != TOO_MANY_REQUESTS && response.statusCode() < 500) {
          return receipt(response, reports);
        }
        askedFor = retryAfter(response);
      } catch (IOException unreachable) {
        // The pause below is all that can be done about it.
      }
      if (attempt < policy.attempts()) {
        pause(askedFor.orElse(policy.delay(attempt)));
      }
    }
    return Receipt.undelivered(reports);
  }

  private static Receipt receipt(HttpResponse<String> response, int reports) {
    if (response.statusCode() != ACCEPTED) {
      return Receipt.refused(reports, problem(response));
    }
    Map<String, Long> refused = new TreeMap<>();
    for (JsonNode rejection : json(response.body()).path("rejected")) {
      refused.merge(rejection.path("reason").asText("unknown"), 1L, Long::sum);
    }
    long refusals = refused.values().stream().mapToLong(Long::longValue).sum();
    return new Receipt(reports, reports - refusals, refused, 0);
  }

  /**
   * The last part of the problem's type, which names the reason; the status where there is none.
   */
  private static String problem(HttpResponse<String> response) {
    String type = json(response.body()).path("type").asText("");
    String name = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
    return name.isEmpty() ? "status-" + response.statusCode() : name;
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private void pause(Duration delay) throws InterruptedException {
    Duration bounded = delay.compareTo(policy.maxDelay()) < 0 ? delay : policy.maxDelay();
    Thread.sleep((long) (bounded.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
  }
}
