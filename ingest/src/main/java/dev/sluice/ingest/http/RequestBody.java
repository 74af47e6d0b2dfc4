package dev.sluice.ingest.http;

import dev.sluice.ingest.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the body of one request, up to a size and until a deadline.
 *
 * <p>What arrives after a refusal is dropped, so that the client can read its answer and go on with
 * the connection; at the deadline the connection is closed.
 */
final class RequestBody {
  private final HttpServerRequest request;
  private final int maxBytes;
  private final Consumer<Buffer> whenRead;
  private final Consumer<Problem> whenRefused;
  private final Buffer body = Buffer.buffer();
  private boolean refused;

  private RequestBody(
      HttpServerRequest request,
      int maxBytes,
      Consumer<Buffer> whenRead,
      Consumer<Problem> whenRefused) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.whenRead = whenRead;
    this.whenRefused = whenRefused;
  }

  /** Calls one of the two, once, unless the connection breaks first. */
  static void read(
      Vertx vertx,
      HttpServerRequest request,
      int maxBytes,
      Duration timeout,
      Consumer<Buffer> whenRead,
      Consumer<Problem> whenRefused) {
    new RequestBody(request, maxBytes, whenRead, whenRefused).start(vertx, timeout);
  }

  /** Drops the body; for requests that were answered by their headers alone. */
  static void drop(Vertx vertx, HttpServerRequest request, Duration timeout) {
    var dropped = new RequestBody(request, 0, body -> {}, problem -> {});
    dropped.refused = true;
    dropped.start(vertx, timeout);
  }

  private void start(Vertx vertx, Duration timeout) {
    long deadline = vertx.setTimer(timeout.toMillis(), timer -> giveUp());
    request
        .exceptionHandler(broken -> vertx.cancelTimer(deadline))
        .handler(this::add)
        .endHandler(
            end -> {
              vertx.cancelTimer(deadline);
              if (!refused) {
                whenRead.accept(body);
              }
            });
    if (refused) {
      return;
    }
    headerObjection().ifPresentOrElse(this::refuse, this::invite);
  }

  private Optional<Problem> headerObjection() {
    if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      return Optional.of(Problem.CONTENT_ENCODED);
    }
    if (!MediaTypes.isReports(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      return Optional.of(Problem.UNSUPPORTED_MEDIA_TYPE);
    }
    return statedLength() > maxBytes ? Optional.of(Problem.BODY_TOO_LARGE) : Optional.empty();
  }

  private long statedLength() {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException unreadable) {
      return Long.MAX_VALUE;
    }
  }

  private void invite() {
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
  }

  private void add(Buffer part) {
    if (refused) {
      return;
    }
    if (body.length() + part.length() > maxBytes) {
      refuse(Problem.BODY_TOO_LARGE);
    } else {
      body.appendBuffer(part);
    }
  }

  private void refuse(Problem problem) {
    refused = true;
    whenRefused.accept(problem);
  }

  private void giveUp() {
    if (!refused) {
      refuse(Problem.BODY_TIMEOUT);
    }
    request.connection().close();
  }
}
