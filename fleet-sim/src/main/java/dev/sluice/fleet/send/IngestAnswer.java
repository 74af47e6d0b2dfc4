package dev.sluice.fleet.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an ingest said of the reports of one request.
 *
 * @param settled the reports that it took or will never take
 * @param left the reports that are to be sent again
 * @param retryAfter how long it asks to wait before that
 */
record IngestAnswer(Receipt settled, List<byte[]> left, Optional<Duration> retryAfter) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ACCEPTED = 202;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Nobody answered: everything is to be sent again. */
  static IngestAnswer none(List<byte[]> reports) {
    return new IngestAnswer(Receipt.NOTHING, reports, Optional.empty());
  }

  static IngestAnswer read(HttpResponse<String> response, List<byte[]> reports) {
    JsonNode body = json(response.body());
    if (isDeferred(response.statusCode())) {
      return deferred(body, reports, retryAfter(response));
    }
    Map<String, Long> refused = refusals(body);
    long rest = reports.size() - sum(refused);
    if (response.statusCode() == ACCEPTED) {
      return settled(new Receipt(reports.size(), rest, refused, 0));
    }
    if (rest > 0) {
      refused.merge(problem(body, response.statusCode()), rest, Long::sum);
    }
    return settled(new Receipt(reports.size(), 0, refused, 0));
  }

  private static boolean isDeferred(int status) {
    return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
  }

  private static IngestAnswer settled(Receipt receipt) {
    return new IngestAnswer(receipt, List.of(), Optional.empty());
  }

  /** A batch of which only a part failed names that part in {@code retry}. */
  private static IngestAnswer deferred(
      JsonNode body, List<byte[]> reports, Optional<Duration> retryAfter) {
    if (!body.path("retry").isArray()) {
      return new IngestAnswer(Receipt.NOTHING, reports, retryAfter);
    }
    List<byte[]> left = new ArrayList<>();
    for (JsonNode index : body.path("retry")) {
      if (index.canConvertToInt() && index.asInt() >= 0 && index.asInt() < reports.size()) {
        left.add(reports.get(index.asInt()));
      }
    }
    Map<String, Long> refused = refusals(body);
    int answered = reports.size() - left.size();
    return new IngestAnswer(
        new Receipt(answered, answered - sum(refused), refused, 0), left, retryAfter);
  }

  private static Map<String, Long> refusals(JsonNode body) {
    Map<String, Long> refused = new TreeMap<>();
    for (JsonNode rejection : body.path("rejected")) {
      refused.merge(rejection.path("reason").asText("unknown"), 1L, Long::sum);
    }
    return refused;
  }

  /**
   * The last part of the problem's type, which names the reason; the status where there is none.
   */
  private static String problem(JsonNode body, int status) {
    String type = body.path("type").asText("");
    String name = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
    return name.isEmpty() ? "status-" + status : name;
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

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
