package dev.sluice.probe.gguf;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches parts of one remote file; every answer is held against what was asked. */
final class RangeClient {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int PARTIAL = 206;
  private static final int NOT_SATISFIABLE = 416;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI start;
  private final RemoteLimits limits;
  private final long deadlineNanos;

  RangeClient(URI start, RemoteLimits limits) {
    this.start = start;
    this.limits = limits;
    this.deadlineNanos = System.nanoTime() + limits.totalTime().toNanos();
  }

  /**
   * A part of the file.
   *
   * @param bytes as many as are remaining; its position is not moved
   * @param totalBytes length of the whole file, as the server states it
   * @param entityTag the server's mark of the file's present content
   */
  record Part(ByteBuffer bytes, long totalBytes, Optional<String> entityTag) {}

  /** Fetches up to {@code length} bytes from {@code from}; fewer only at the file's end. */
  Part fetch(long from, int length) throws IOException {
    URI uri = start;
    for (int redirects = 0; ; redirects++) {
      HttpResponse<byte[]> response = send(requireWeb(uri), from, length);
      if (!REDIRECTS.contains(response.statusCode())) {
        return part(response, from, length);
      }
      if (redirects == limits.redirects()) {
        throw new RemoteReadException(
            "the server redirects more than %d times".formatted(limits.redirects()));
      }
      uri = target(uri, response);
    }
  }

  private HttpResponse<byte[]> send(URI uri, long from, int length) throws IOException {
    long leftNanos = Math.min(deadlineNanos - System.nanoTime(), limits.requestTime().toNanos());
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Range", "bytes=%d-%d".formatted(from, from + length - 1))
            .header("Accept-Encoding", "identity")
            .GET()
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, info -> new BoundedBody(info.statusCode() == PARTIAL ? length : 0));
    try {
      return answer.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new RemoteReadException("the server is too slow");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new RemoteReadException("reading was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RemoteReadException own) {
        throw own;
      }
      throw new RemoteReadException(
          e.getCause() instanceof ConnectException
              ? "no server answers there"
              : "the server could not be read: " + e.getCause());
    }
  }

  private static Part part(HttpResponse<byte[]> response, long from, int length)
      throws RemoteReadException {
    String stated = response.headers().firstValue("Content-Range").orElse("");
    if (response.statusCode() == NOT_SATISFIABLE && stated.equals("bytes */0")) {
      return new Part(ByteBuffer.allocate(0), 0, Optional.empty());
    }
    if (response.statusCode() == 200) {
      throw new RemoteReadException(
          "the server sends whole files only (no range requests); download the file and name it");
    }
    if (response.statusCode() != PARTIAL) {
      throw new RemoteReadException("the server answers with status " + response.statusCode());
    }
    Matcher range = CONTENT_RANGE.matcher(stated);
    if (!range.matches()) {
      throw new RemoteReadException("the server does not say which part it sends");
    }
    long total = Long.parseLong(range.group(3));
    long end = Math.min(from + length, total);
    if (Long.parseLong(range.group(1)) != from
        || Long.parseLong(range.group(2)) != end - 1
        || response.body().length != end - from) {
      throw new RemoteReadException(
          "the server sent another part than bytes %d to %d".formatted(from, from + length - 1));
    }
    return new Part(ByteBuffer.wrap(response.body()), total, response.headers().firstValue("ETag"));
  }

  private static URI requireWeb(URI uri) throws RemoteReadException {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new RemoteReadException("only http and https addresses are read");
    }
    return uri;
  }

  private static URI target(URI from, HttpResponse<byte[]> response) throws RemoteReadException {
    URI to;
    try {
      to = from.resolve(response.headers().firstValue("Location").orElse(""));
    } catch (IllegalArgumentException e) {
      throw new RemoteReadException("the server redirects to something that is no address");
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw new RemoteReadException("the server redirects from https to something less safe");
    }
    return to;
  }
}
