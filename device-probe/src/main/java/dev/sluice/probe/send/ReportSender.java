package dev.sluice.probe.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Posts reports to an ingest address, with bounded retries: pauses double, are spread by jitter of
 * 0.8 to 1.2, and honour Retry-After.
 */
public final class ReportSender {
  private static final int ACCEPTED = 202;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MAX_REASON = 200;

  private final HttpClient client;
  private final URI reports;
  private final RetryPolicy policy;
  private final DoubleSupplier jitter;
  private final BooleanSupplier allowed;

  /**
   * A sender.
   *
   * @param ingest base address, such as {@code http://127.0.0.1:8080}
   * @param jitter uniform values in [0, 1)
   * @param allowed asked before each attempt: whether reports may still leave the device
   */
  public ReportSender(
      URI ingest, RetryPolicy policy, DoubleSupplier jitter, BooleanSupplier allowed) {
    this.client = HttpClient.newBuilder().connectTimeout(policy.requestTimeout()).build();
    this.reports = ingest.resolve("/v1/reports");
    this.policy = policy;
    this.jitter = jitter;
    this.allowed = allowed;
  }

  /** Sends one report's bytes until they are acknowledged, refused, or the attempts are spent. */
  public Delivery send(byte[] report) {
    Delivery last = new Delivery.Deferred("not tried");
    for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
      if (!allowed.getAsBoolean()) {
        return new Delivery.Deferred("the owner does not allow reports");
      }
      Attempt outcome = attempt(report);
      last = outcome.delivery();
      if (!(last instanceof Delivery.Deferred) || attempt == policy.attempts()) {
        return last;
      }
      if (!pause(outcome.retryAfter().orElse(policy.delay(attempt)))) {
        return new Delivery.Deferred("interrupted");
      }
    }
    return last;
  }

  private record Attempt(Delivery delivery, Optional<Duration> retryAfter) {}

  private Attempt attempt(byte[] report) {
    HttpRequest request =
        HttpRequest.newBuilder(reports)
            .timeout(policy.requestTimeout())
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(report))
            .build();
    try {
      return read(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return new Attempt(
          new Delivery.Deferred("no answer from " + reports.getAuthority()), Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt(new Delivery.Deferred("interrupted"), Optional.empty());
    }
  }

  private static Attempt read(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == ACCEPTED) {
      return new Attempt(new Delivery.Acknowledged(), Optional.empty());
    }
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500) {
      return new Attempt(
          new Delivery.Deferred("the server answered " + status), retryAfter(response));
    }
    String body = response.body().strip().replaceAll("\\s+", " ");
    return new Attempt(
        new Delivery.Refused(
            "the server answered "
                + status
                + ": "
                + body.substring(0, Math.min(MAX_REASON, body.length()))),
        Optional.empty());
  }

  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private boolean pause(Duration delay) {
    Duration bounded = delay.compareTo(policy.maxDelay()) < 0 ? delay : policy.maxDelay();
    try {
      Thread.sleep((long) (bounded.toMillis() * (0.8 + 0.4 * jitter.getAsDouble())));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
