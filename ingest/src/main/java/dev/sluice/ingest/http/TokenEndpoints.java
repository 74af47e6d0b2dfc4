package dev.sluice.ingest.http;

import dev.sluice.ingest.http.ConnectionWatch.Deadline;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.senders.FleetsOrTokens;
import dev.sluice.ingest.senders.SenderRefusal;
import dev.sluice.ingest.senders.SenderVerdict;
import dev.sluice.tokens.TokenRequest;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Gives tokens to senders that show a fleet's credential (RFC 9578). Each costs the fleet as much
 * of its rate as a report.
 */
final class TokenEndpoints {
  static final String PATH = "/v1/tokens";

  private static final int OK = 200;
  private static final int MOST_BYTES = 1024;

  /** A signature takes milliseconds, and not on an event loop: so many may wait for theirs. */
  private static final int MOST_WAITING = 64;

  private static final CharSequence ANSWER =
      HttpHeaders.createOptimized(TokenRequest.ANSWER_MEDIA_TYPE);
  private static final CharSequence DIRECTORY =
      HttpHeaders.createOptimized("application/private-token-issuer-directory");

  private final Vertx vertx;
  private final HttpLimits limits;
  private final FleetsOrTokens senders;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private final Counter requests;

  TokenEndpoints(
      Vertx vertx, HttpLimits limits, FleetsOrTokens senders, PrometheusRegistry metrics) {
    this.vertx = vertx;
    this.limits = limits;
    this.senders = senders;
    this.requests =
        Counter.builder()
            .name("sluice_ingest_token_requests")
            .help("Tokens that were asked for, by what came of it.")
            .labelNames("outcome")
            .register(metrics);
    requests.initLabelValues("issued");
    GaugeWithCallback.builder()
        .name("sluice_ingest_tokens_remembered")
        .help("Spent tokens that are remembered.")
        .callback(callback -> callback.call(senders.tokens().remembered()))
        .register(metrics);
  }

  /** {@code POST /v1/tokens}. */
  void issue(HttpServerRequest request, Deadline deadline) {
    String authorization = request.headers().get(HttpHeaders.AUTHORIZATION);
    SenderVerdict verdict = senders.fleets().judge(authorization);
    if (verdict instanceof SenderVerdict.MayNot mayNot) {
      RequestBody.drop(request, limits, deadline);
      refuse(request, mayNot.refusal());
    } else if (verdict instanceof SenderVerdict.MaySend maySend) {
      RequestBody.read(
          request,
          limits,
          deadline,
          MOST_BYTES,
          TokenRequest.MEDIA_TYPE::equals,
          body -> {
            Optional<SenderRefusal> refusal = maySend.allowance().spend(List.of(body.getBytes()));
            refusal.ifPresentOrElse(
                reason -> refuse(request, reason), () -> sign(request, body.getBytes()));
          },
          problem -> refuse(request, new SenderRefusal(problem)));
    }
  }

  private void sign(HttpServerRequest request, byte[] body) {
    Optional<TokenRequest> asked = TokenRequest.decode(body);
    if (asked.isEmpty()) {
      refuse(request, new SenderRefusal(Problem.TOKEN_REQUEST_REFUSED));
    } else if (!places.tryAcquire()) {
      refuse(request, new SenderRefusal(Problem.ISSUER_BUSY));
    } else {
      vertx
          .executeBlocking(() -> senders.tokens().issue(asked.get()), false)
          .onComplete(
              signature -> {
                places.release();
                answer(request, signature.otherwise(Optional.empty()).result());
              });
    }
  }

  private void answer(HttpServerRequest request, Optional<byte[]> signature) {
    if (signature.isEmpty()) {
      refuse(request, new SenderRefusal(Problem.TOKEN_REQUEST_REFUSED));
    } else {
      requests.labelValues("issued").inc();
      Answers.send(request.response(), OK, ANSWER, Buffer.buffer(signature.get()));
    }
  }

  private void refuse(HttpServerRequest request, SenderRefusal refusal) {
    requests.labelValues(refusal.reason().slug()).inc();
    Answers.refusal(request.response(), refusal, senders.fleets().challenges());
  }

  /** {@code GET /.well-known/private-token-issuer-directory}. */
  void directory(HttpServerRequest request) {
    JsonArray keys = new JsonArray();
    senders
        .tokens()
        .issuingKey()
        .ifPresent(
            key ->
                keys.add(
                    new JsonObject()
                        .put("token-type", 2)
                        .put("token-key", Base64.getUrlEncoder().encodeToString(key))));
    JsonObject directory = new JsonObject().put("issuer-request-uri", PATH).put("token-keys", keys);
    Answers.send(request.response(), OK, DIRECTORY, directory.toBuffer());
  }
}
