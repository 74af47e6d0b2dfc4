package dev.sluice.ingest.http;

import dev.sluice.ingest.problem.Problem;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Answers what is no HTTP request within the limits, and closes the connection soon after. */
final class InvalidRequests implements Handler<HttpServerRequest> {
  /**
   * What else comes is read and dropped for so long. A connection that is closed with something
   * unread is reset, and the client may lose the answer to that.
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final ConnectionWatch connections;

  InvalidRequests(ConnectionWatch connections) {
    this.connections = connections;
  }

  @Override
  public void handle(HttpServerRequest request) {
    connections.of(request).set(LINGER);
    Answers.problem(request.response(), problem(request.decoderResult().cause()));
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? Problem.HEADERS_TOO_LARGE
        : Problem.BAD_REQUEST;
  }
}
