package dev.sluice.probe.openai;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server and brings whole answers back, within a time and a size. Follows no
 * redirect and uses no proxy: a prompt goes to the host that was named, or nowhere.
 */
final class ServerConnection {
  private static final String USER_AGENT = "sluice-probe";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final ServerAddress address;
  private final Optional<ApiKey> key;
  private final int maxBytes;

  /**
   * A connection.
   *
   * @throws IllegalArgumentException if the key would go over a network unencrypted
   */
  ServerConnection(ServerAddress address, Optional<ApiKey> key, int maxBytes) {
    if (key.isPresent() && !address.isEncrypted() && !address.isLoopback()) {
      throw new IllegalArgumentException(
          "an API key is sent to another machine over https only, not to " + address);
    }
    this.address = address;
    this.key = key;
    this.maxBytes = maxBytes;
  }

  HttpOutcome get(String path, Duration limit) throws InterruptedException {
    return send(request(path).GET().build(), limit);
  }

  HttpOutcome post(String path, String json, Duration limit) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        limit);
  }

  private HttpRequest.Builder request(String path) {
    URI uri = address.at(path);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .header("Accept", "text/event-stream, application/json")
            .header("User-Agent", USER_AGENT);
    key.ifPresent(secret -> builder.header("Authorization", secret.headerValue()));
    return builder;
  }

  private HttpOutcome send(HttpRequest request, Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<TimedBody>> answer =
        http.sendAsync(request, info -> new TimedBodyReader(maxBytes, start));
    try {
      return answered(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new HttpOutcome.TimedOut(limit);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      return new HttpOutcome.Failed(explain(e.getCause()));
    }
  }

  private static HttpOutcome answered(HttpResponse<TimedBody> response) {
    return new HttpOutcome.Answered(
        response.statusCode(),
        response
            .headers()
            .firstValue("Content-Type")
            .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
            .orElse(""),
        response
            .headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
        response.body());
  }

  private String explain(@Nullable Throwable failure) {
    if (failure instanceof TimedBodyReader.TooLongException) {
      return "the server sent more than %d bytes as one answer".formatted(maxBytes);
    }
    if (failure instanceof ConnectException) {
      return "no server answers there";
    }
    return failure instanceof IOException
        ? "the server broke off: " + OneLine.of(String.valueOf(failure.getMessage()))
        : "the request failed: " + failure;
  }
}
