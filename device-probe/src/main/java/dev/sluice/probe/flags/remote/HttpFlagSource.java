package dev.sluice.probe.flags.remote;

import dev.sluice.probe.flags.FlagFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A gate's {@code GET /v1/flags}. An unchanged file costs an empty answer. Requests of all devices
 * look alike, follow no redirect and carry nothing but the tag, which is the file's and not theirs.
 */
public final class HttpFlagSource implements FlagSource {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int MAX_TAG = 256;
  private static final String USER_AGENT = "sluice-probe";

  private final URI flags;
  private final Duration limit;

  /**
   * A source.
   *
   * @param gate base address, such as {@code http://127.0.0.1:8081}
   * @param limit for the whole exchange, however slowly the answer drips
   */
  public HttpFlagSource(URI gate, Duration limit) {
    this.flags = gate.resolve("/v1/flags");
    this.limit = limit;
  }

  @Override
  public Answer ask(Optional<String> tag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(flags)
            .timeout(limit)
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT);
    tag.ifPresent(known -> request.header("If-None-Match", known));
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client().sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    CompletableFuture<Answer> answer = exchange.thenApplyAsync(HttpFlagSource::read);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return unavailable("no answer from " + flags.getAuthority());
    } catch (TimeoutException e) {
      hangUp(exchange);
      return unavailable("no whole answer from " + flags.getAuthority() + " in time");
    } catch (InterruptedException e) {
      hangUp(exchange);
      Thread.currentThread().interrupt();
      return unavailable("interrupted");
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

  private HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(limit)
        .build();
  }

  private static Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      if (response.statusCode() == NOT_MODIFIED) {
        return new Answer.Unchanged();
      }
      if (response.statusCode() != OK) {
        return new Answer.Unavailable(
            "the server answered " + response.statusCode(), retryAfter(response));
      }
      byte[] content = body.readNBytes(FlagFile.MAX_BYTES + 1);
      return content.length > FlagFile.MAX_BYTES
          ? unavailable("the file is longer than " + FlagFile.MAX_BYTES + " bytes")
          : new Answer.Changed(new String(content, StandardCharsets.UTF_8), tag(response));
    } catch (IOException e) {
      return unavailable("the answer broke off");
    }
  }

  private static Optional<String> tag(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> tag.length() <= MAX_TAG && tag.matches("(W/)?\"[!#-~]*\""));
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private static Answer unavailable(String reason) {
    return new Answer.Unavailable(reason, Optional.empty());
  }
}
