package dev.sluice.ingest.http;

import dev.sluice.ingest.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is whose. Paths are compared whole; there are no patterns. */
final class Routes implements Handler<HttpServerRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Vertx vertx;
  private final Duration bodyTimeout;
  private final Map<String, Route> routes;

  private record Route(HttpMethod method, Handler<HttpServerRequest> handler) {}

  Routes(Vertx vertx, Duration bodyTimeout, ReportEndpoints reports, OperatorEndpoints operators) {
    this.vertx = vertx;
    this.bodyTimeout = bodyTimeout;
    this.routes =
        Map.of(
            "/v1/reports", new Route(HttpMethod.POST, reports::one),
            "/v1/reports:batch", new Route(HttpMethod.POST, reports::batch),
            "/v1/status", new Route(HttpMethod.GET, operators::status),
            "/healthz", new Route(HttpMethod.GET, operators::health),
            "/readyz", new Route(HttpMethod.GET, operators::readiness),
            "/metrics", new Route(HttpMethod.GET, operators::metrics));
  }

  @Override
  public void handle(HttpServerRequest request) {
    try {
      dispatch(request);
    } catch (RuntimeException e) { // outermost: the client must hear something
      reportFailure(e);
      Answers.problem(request.response(), Problem.INTERNAL_ERROR);
    }
  }

  private void dispatch(HttpServerRequest request) {
    String path = request.path();
    Route route = path == null ? null : routes.get(path);
    if (route == null) {
      refuse(request, Problem.NOT_FOUND);
    } else if (!route.method().equals(request.method())) {
      request.response().putHeader(HttpHeaders.ALLOW, route.method().name());
      refuse(request, Problem.METHOD_NOT_ALLOWED);
    } else {
      route.handler().handle(request);
    }
  }

  private void refuse(HttpServerRequest request, Problem problem) {
    RequestBody.drop(vertx, request, bodyTimeout);
    Answers.problem(request.response(), problem);
  }

  /** Names the place, and leaves out the message: it may hold what a client sent. */
  static void reportFailure(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    LOG.error(
        "a request failed: {} at {}",
        failure.getClass().getName(),
        trace.length == 0 ? "an unknown place" : trace[0]);
  }
}
