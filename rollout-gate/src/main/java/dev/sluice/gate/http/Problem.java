package dev.sluice.gate.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Everything that can be wrong with a request, as RFC 9457 problem documents. */
enum Problem {
  BAD_REQUEST(400, "The request is not readable"),
  OPERATOR_TOKEN_REQUIRED(401, "This takes an operator's token"),
  OPERATOR_TOKEN_REFUSED(401, "The token is not taken"),
  NO_SUCH_ROLLOUT(404, "There is no rollout of that name"),
  NO_SUCH_PAGE(404, "There is nothing at this address"),
  METHOD_NOT_ALLOWED(405, "This address does not take that method"),
  ROLLOUT_EXISTS(409, "There is a rollout of that name"),
  MODEL_BUSY(409, "Another rollout of the model is running"),
  TOO_LARGE(413, "The request is too large"),
  NOT_YAML(415, "A policy is sent as application/yaml"),
  BAD_POLICY(422, "The policy must not be used"),
  FAILED(500, "The gate has failed"),
  NOT_READY(503, "The gate cannot take this now"),
  NOT_LOOKING(503, "The gate has stopped looking at evidence");

  private static final String TYPE_PREFIX = "https://sluice.dev/problems/gate/";
  private static final int RETRY_AFTER_SECONDS = 1;

  private final int status;
  private final String title;
  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Problem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The last part of its type. */
  String slug() {
    return slug;
  }

  /** Ends a request with this problem. */
  void answer(RoutingContext request, String detail) {
    JsonObject body =
        new JsonObject()
            .put("type", TYPE_PREFIX + slug)
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    request.response().setStatusCode(status);
    if (status == 503) {
      request.response().putHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
    }
    request.response().putHeader("Content-Type", "application/problem+json").end(body.toBuffer());
  }
}
