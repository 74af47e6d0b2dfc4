package dev.sluice.probe.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server answered, bounded in bytes and in time, however slowly it drips.
 *
 * @param body its first bytes; none of an acknowledgement, which nobody waits for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WholeAnswer(int status, HttpHeaders headers, byte[] body) {
  /** A report is stored. */
  static final int ACCEPTED = 202;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SLUG = "[a-z][a-z-]{0,39}";

  /**
   * Sends a request and waits for the answer.
   *
   * @param mostBytes of the body that are read
   * @param limit for the whole exchange
   * @throws IOException if there is no answer in time; the message is a line for people
   */
  public static WholeAnswer to(
      HttpRequest request, HttpClient client, int mostBytes, Duration limit)
      throws IOException, InterruptedException {
    String server = request.uri().getAuthority();
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    try {
      return exchange
          .thenApplyAsync(response -> read(response, mostBytes))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("no answer from " + server, e);
    } catch (TimeoutException e) {
      hangUp(exchange);
      throw new IOException("no whole answer from " + server + " in time", e);
    } catch (InterruptedException e) {
      hangUp(exchange);
      throw e;
    }
  }

  private static WholeAnswer read(HttpResponse<InputStream> response, int mostBytes) {
    try (InputStream body = response.body()) {
      byte[] read = response.statusCode() == ACCEPTED ? new byte[0] : body.readNBytes(mostBytes);
      return new WholeAnswer(response.statusCode(), response.headers(), read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever still reads the body then finds it closed. */
  private static void hangUp(CompletableFuture<HttpResponse<InputStream>> exchange) {
    if (!exchange.cancel(true) && !exchange.isCompletedExceptionally()) {
      try {
        exchange.join().body().close();
      } catch (IOException ignored) {
        // It is closed all the same.
      }
    }
  }

  /** How long the server wants to be left alone, if it said so. */
  public Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  /** The server's word for what is wrong, out of its problem document (RFC 9457). */
  public Optional<String> problem() {
    try {
      JsonNode reason = JSON.readTree(body).path("reason");
      return Optional.of(reason.asText()).filter(word -> word.matches(SLUG));
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }
}
