package dev.sluice.ingest.http;

import dev.sluice.ingest.http.ConnectionWatch.Deadline;
import dev.sluice.ingest.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request, up to a size and until a deadline.
 *
 * <p>What arrives after a refusal is dropped, so that the client can read its answer and go on with
 * the connection; at the deadline the connection is closed.
 */
final class RequestBody {
  private final HttpServerRequest request;
  private final HttpLimits limits;
  private final Deadline deadline;
  private final int maxBytes;
  private final Consumer<Buffer> whenRead;
  private final Consumer<Problem> whenRefused;
  private @Nullable Buffer body;
  private boolean whole;
  private boolean refused;

  private RequestBody(
      HttpServerRequest request,
      HttpLimits limits,
      Deadline deadline,
      int maxBytes,
      Consumer<Buffer> whenRead,
      Consumer<Problem> whenRefused) {
    this.request = request;
    this.limits = limits;
    this.deadline = deadline;
    this.maxBytes = maxBytes;
    this.whenRead = whenRead;
    this.whenRefused = whenRefused;
  }

  /**
   * Calls one of the two, once, unless the connection breaks first.
   *
   * @param ofType which media types the body may have
   */
  static void read(
      HttpServerRequest request,
      HttpLimits limits,
      Deadline deadline,
      int maxBytes,
      Predicate<@Nullable String> ofType,
      Consumer<Buffer> whenRead,
      Consumer<Problem> whenRefused) {
    var body = new RequestBody(request, limits, deadline, maxBytes, whenRead, whenRefused);
    body.start();
    body.headerObjection(ofType).ifPresentOrElse(body::refuse, body::invite);
  }

  /** Drops the body; for requests that were answered by their headers alone. */
  static void drop(HttpServerRequest request, HttpLimits limits, Deadline deadline) {
    var dropped = new RequestBody(request, limits, deadline, 0, body -> {}, problem -> {});
    dropped.refused = true;
    dropped.start();
  }

  private void start() {
    deadline.set(limits.bodyTimeout(), this::giveUp);
    request.handler(this::add).endHandler(this::end);
  }

  private Optional<Problem> headerObjection(Predicate<@Nullable String> ofType) {
    if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      return Optional.of(Problem.CONTENT_ENCODED);
    }
    if (!ofType.test(request.headers().get(HttpHeaders.CONTENT_TYPE))) {
      return Optional.of(Problem.UNSUPPORTED_MEDIA_TYPE);
    }
    return statedLength(request) > maxBytes
        ? Optional.of(Problem.BODY_TOO_LARGE)
        : Optional.empty();
  }

  /** Bytes that the headers announce; 0 if they do not, too many if they say nonsense. */
  static long statedLength(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException unreadable) {
      return Long.MAX_VALUE;
    }
  }

  private void invite() {
    if ("100-continue".equalsIgnoreCase(request.headers().get(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
  }

  /** Most bodies arrive in one part, which is then the body, without a copy. */
  private void add(Buffer part) {
    if (refused) {
      return;
    }
    int before = body == null ? 0 : body.length();
    if (before + part.length() > maxBytes) {
      refuse(Problem.BODY_TOO_LARGE);
    } else if (body == null) {
      body = part;
    } else if (whole) {
      body.appendBuffer(part);
    } else {
      int expected = (int) Math.min(maxBytes, Math.max(statedLength(request), 2L * part.length()));
      body = Buffer.buffer(expected).appendBuffer(body).appendBuffer(part);
      whole = true;
    }
  }

  private void end(@Nullable Void end) {
    deadline.set(limits.nextRequestTimeout());
    if (refused) {
      return;
    }
    try {
      whenRead.accept(body == null ? Buffer.buffer() : body);
    } catch (RuntimeException e) { // outermost: the client must hear something
      Routes.reportFailure(e);
      Answers.problem(request.response(), Problem.INTERNAL_ERROR);
    }
  }

  private void refuse(Problem problem) {
    refused = true;
    body = null;
    whenRefused.accept(problem);
  }

  private void giveUp() {
    if (!refused) {
      refuse(Problem.BODY_TIMEOUT);
    }
    deadline.closeConnection();
  }
}
