package dev.sluice.ingest.http;

import dev.sluice.ingest.http.ConnectionWatch.Deadline;
import dev.sluice.ingest.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is whose. Paths are compared whole; there are no patterns. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final HttpLimits limits;
  private final Map<String, Route> routes = new HashMap<>();

  /** What answers requests to a path. */
  interface Endpoint {
    /** Answers one request, whose body it reads before the deadline, or drops. */
    void handle(HttpServerRequest request, Deadline deadline);
  }

  private record Route(HttpMethod method, Endpoint endpoint) {}

  Routes(HttpLimits limits) {
    this.limits = limits;
  }

  /** Takes POSTs to a path. */
  Routes post(String path, Endpoint endpoint) {
    routes.put(path, new Route(HttpMethod.POST, endpoint));
    return this;
  }

  /** Takes GETs of a path; their bodies, should they have any, are dropped. */
  Routes get(String path, java.util.function.Consumer<HttpServerRequest> endpoint) {
    Endpoint whole =
        (request, deadline) -> {
          RequestBody.drop(request, limits, deadline);
          endpoint.accept(request);
        };
    routes.put(path, new Route(HttpMethod.GET, whole));
    return this;
  }

  void handle(HttpServerRequest request, Deadline deadline) {
    try {
      dispatch(request, deadline);
    } catch (RuntimeException e) { // outermost: the client must hear something
      reportFailure(e);
      Answers.problem(request.response(), Problem.INTERNAL_ERROR);
    }
  }

  private void dispatch(HttpServerRequest request, Deadline deadline) {
    String path = request.path();
    Route route = path == null ? null : routes.get(path);
    if (route == null) {
      refuse(request, deadline, Problem.NOT_FOUND);
    } else if (!route.method().equals(request.method())) {
      request.response().putHeader(HttpHeaders.ALLOW, route.method().name());
      refuse(request, deadline, Problem.METHOD_NOT_ALLOWED);
    } else {
      route.endpoint().handle(request, deadline);
    }
  }

  private void refuse(HttpServerRequest request, Deadline deadline, Problem problem) {
    RequestBody.drop(request, limits, deadline);
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
