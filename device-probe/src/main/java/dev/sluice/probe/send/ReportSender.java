package dev.sluice.probe.send;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Posts reports to an ingest address, with bounded retries: pauses double, are spread by jitter of
 * 0.8 to 1.2, and honour Retry-After.
 *
 * <p>Requests of all devices look alike, and each report has a connection of its own: nothing in
 * the protocol says that two reports are one device's, or which Java it runs. Address and time
 * still may.
 */
public final class ReportSender {
  private static final int ACCEPTED = 202;
  private static final int UNAUTHORIZED = 401;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MAX_REASON = 200;
  private static final String USER_AGENT = "sluice-probe";

  private final URI reports;
  private final RetryPolicy policy;
  private final DoubleSupplier jitter;
  private final BooleanSupplier allowed;
  private final Optional<FleetCredential> credential;

  /**
   * A sender.
   *
   * @param ingest base address, such as {@code http://127.0.0.1:8080}
   * @param jitter uniform values in [0, 1)
   * @param allowed asked before each attempt: whether reports may still leave the device
   * @param credential what the server knows the fleet by, if it wants to
   */
  public ReportSender(
      URI ingest,
      RetryPolicy policy,
      DoubleSupplier jitter,
      BooleanSupplier allowed,
      Optional<FleetCredential> credential) {
    this.reports = ingest.resolve("/v1/reports");
    this.policy = policy;
    this.jitter = jitter;
    this.allowed = allowed;
    this.credential = credential;
  }

  /** A sender that shows no credential. */
  public ReportSender(
      URI ingest, RetryPolicy policy, DoubleSupplier jitter, BooleanSupplier allowed) {
    this(ingest, policy, jitter, allowed, Optional.empty());
  }

  /** Sends one report's bytes until they are acknowledged, refused, or the attempts are spent. */
  public Delivery send(byte[] report) {
    HttpClient client = client();
    Delivery last = new Delivery.Deferred("not tried");
    for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
      if (!allowed.getAsBoolean()) {
        return new Delivery.Deferred("the owner does not allow reports");
      }
      last = attempt(client, report);
      if (!(last instanceof Delivery.Deferred deferred) || attempt == policy.attempts()) {
        return last;
      }
      if (!pause(deferred.retryAfter().orElse(policy.delay(attempt)))) {
        return new Delivery.Deferred("interrupted");
      }
    }
    return last;
  }

  /** HTTP/1.1 alone: what a client would negotiate tells of the platform. */
  private HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(policy.requestTimeout())
        .build();
  }

  private Delivery attempt(HttpClient client, byte[] report) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(reports)
            .timeout(policy.requestTimeout())
            .header("Content-Type", "application/octet-stream")
            .header("User-Agent", USER_AGENT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(report));
    credential.ifPresent(shown -> request.header("Authorization", shown.headerValue()));
    try {
      return read(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      return new Delivery.Deferred("no answer from " + reports.getAuthority());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Deferred("interrupted");
    }
  }

  private static Delivery read(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return read(response, body);
    }
  }

  private static Delivery read(HttpResponse<InputStream> response, InputStream body)
      throws IOException {
    int status = response.statusCode();
    if (status == ACCEPTED) {
      return new Delivery.Acknowledged();
    }
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500) {
      return new Delivery.Deferred("the server answered " + status, retryAfter(response));
    }
    if (status == UNAUTHORIZED) {
      // About the sender: the report itself is as good as before.
      return new Delivery.Deferred("the server does not take this credential, or wants one (401)");
    }
    return new Delivery.Refused("the server answered " + status + ": " + reason(body));
  }

  /** The beginning of the answer as one printable line, however much a server sends. */
  private static String reason(InputStream body) throws IOException {
    String text = new String(body.readNBytes(MAX_REASON), StandardCharsets.UTF_8);
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  private static Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
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
