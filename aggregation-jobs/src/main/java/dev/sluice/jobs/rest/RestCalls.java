package dev.sluice.jobs.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.jobs.rest.FlinkRestException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests and answers in JSON, and Flink's way to say what went wrong. */
final class RestCalls {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int LONGEST_REASON = 400;

  private final URI address;
  private final HttpClient client;

  RestCalls(URI address) {
    this.address = address;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  JsonNode get(String path) throws FlinkRestException {
    return call(path, HttpRequest.Builder::GET);
  }

  JsonNode post(String path, JsonNode body) throws FlinkRestException {
    return call(
        path,
        request ->
            request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
  }

  JsonNode call(String path, UnaryOperator<HttpRequest.Builder> how) throws FlinkRestException {
    HttpRequest request =
        how.apply(HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_TIMEOUT)).build();
    HttpResponse<String> answer = send(request);
    JsonNode body = json(answer.body());
    if (answer.statusCode() < BAD_REQUEST && body != null) {
      return body;
    }
    if (body == null || !body.has("errors")) {
      throw new FlinkRestException(
          Kind.NOT_FLINK,
          "%s answered with status %d, and not as a JobManager"
              .formatted(address, answer.statusCode()));
    }
    throw new FlinkRestException(
        answer.statusCode() == NOT_FOUND ? Kind.NOT_FOUND : Kind.REFUSED,
        reason(lastOf(body.path("errors"))));
  }

  private HttpResponse<String> send(HttpRequest request) throws FlinkRestException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new FlinkRestException(Kind.UNREACHABLE, "nobody listens on " + address);
    } catch (IOException e) {
      throw new FlinkRestException(
          Kind.UNREACHABLE, "no answer from " + address + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRestException(Kind.UNREACHABLE, "interrupted while asking " + address);
    }
  }

  private static @Nullable JsonNode json(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.isObject() ? node : null;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  private static String lastOf(JsonNode errors) {
    return errors.isEmpty() ? "no reason given" : errors.get(errors.size() - 1).asText();
  }

  /** Of a stack trace the innermost cause's line: what a person can do something about. */
  static String reason(String trace) {
    String found = "";
    for (String line : trace.lines().map(String::strip).toList()) {
      if (line.startsWith("Caused by: ")) {
        found = line.substring("Caused by: ".length());
      } else if (found.isEmpty() && !line.isEmpty() && !line.startsWith("<Exception")) {
        found = line;
      }
    }
    String reason = found.replaceFirst("^(?:[a-z][\\w]*\\.)+(?=[A-Z])", "");
    return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
  }
}
