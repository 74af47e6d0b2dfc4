package dev.sluice.ingest.http;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.senders.SenderRefusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes whole answers. To a client that has gone, nothing is written. */
final class Answers {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM =
      HttpHeaders.createOptimized("application/problem+json");
  private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("retry-after");
  private static final String WWW_AUTHENTICATE = "www-authenticate";

  /** Of each problem without particulars: under overload there is no time to write it anew. */
  private static final Map<Problem, Buffer> DOCUMENTS =
      Stream.of(Problem.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  problem -> problem, problem -> document(problem, "").toBuffer()));

  private Answers() {}

  static void empty(HttpServerResponse response, int status) {
    if (writable(response)) {
      response.setStatusCode(status).end();
    }
  }

  static void json(HttpServerResponse response, int status, JsonObject body) {
    send(response, status, JSON, body.toBuffer());
  }

  static void send(HttpServerResponse response, int status, CharSequence contentType, Buffer body) {
    if (writable(response)) {
      response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(body);
    }
  }

  static void problem(HttpServerResponse response, Problem problem) {
    if (writable(response)) {
      putRetryAfter(response, problem);
      send(response, problem.status(), PROBLEM, Objects.requireNonNull(DOCUMENTS.get(problem)));
    }
  }

  /**
   * Answers with a problem document.
   *
   * @param detail what of the request is concerned, or empty; never anything that the client sent
   * @param more members that this problem has beside the usual ones
   */
  static void problem(
      HttpServerResponse response, Problem problem, String detail, JsonObject more) {
    if (!writable(response)) {
      return;
    }
    putRetryAfter(response, problem);
    send(response, problem.status(), PROBLEM, document(problem, detail).mergeIn(more).toBuffer());
  }

  private static JsonObject document(Problem problem, String detail) {
    return new JsonObject()
        .put("type", problem.type())
        .put("title", problem.title())
        .put("status", problem.status())
        .put("detail", detail.isEmpty() ? problem.slug() : problem.slug() + ": " + detail)
        .put("reason", problem.slug())
        .put("retryable", problem.retryable());
  }

  private static void putRetryAfter(HttpServerResponse response, Problem problem) {
    if (problem.retryable() && !response.headers().contains(RETRY_AFTER)) {
      response.putHeader(RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
    }
  }

  /**
   * Answers a sender that may not send.
   *
   * @param challenges how it might
   */
  static void refusal(HttpServerResponse response, SenderRefusal refusal, List<String> challenges) {
    if (!writable(response)) {
      return;
    }
    if (refusal.reason().isAboutTheSender()) {
      response.putHeader(WWW_AUTHENTICATE, challenges);
    } else if (refusal.reason().retryable()) {
      response.putHeader(RETRY_AFTER, Integer.toString(refusal.retryAfterSeconds()));
    }
    problem(response, refusal.reason());
  }

  private static boolean writable(HttpServerResponse response) {
    return !response.ended() && !response.closed();
  }
}
