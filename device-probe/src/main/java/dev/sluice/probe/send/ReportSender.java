package dev.sluice.probe.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
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
  private static final int UNAUTHORIZED = 401;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MAX_REASON = 200;
  private static final int MAX_BODY = 2_048;
  private static final String USER_AGENT = "sluice-probe";

  private final URI reports;
  private final RetryPolicy policy;
  private final DoubleSupplier jitter;
  private final BooleanSupplier allowed;
  private final ReportAuthorization authorization;

  /**
   * A sender.
   *
   * @param ingest base address, such as {@code http://127.0.0.1:8080}
   * @param jitter uniform values in [0, 1)
   * @param allowed asked before each attempt: whether reports may still leave the device
   * @param authorization what the server wants to see
   */
  public ReportSender(
      URI ingest,
      RetryPolicy policy,
      DoubleSupplier jitter,
      BooleanSupplier allowed,
      ReportAuthorization authorization) {
    this.reports = ingest.resolve("/v1/reports");
    this.policy = policy;
    this.jitter = jitter;
    this.allowed = allowed;
    this.authorization = authorization;
  }

  /** A sender that shows nothing. */
  public ReportSender(
      URI ingest, RetryPolicy policy, DoubleSupplier jitter, BooleanSupplier allowed) {
    this(ingest, policy, jitter, allowed, ReportAuthorization.none());
  }

  /** Sends one report's bytes until they are acknowledged, refused, or the attempts are spent. */
  public Delivery send(byte[] report) {
    Delivery delivery = sent(report);
    if (!(delivery instanceof Delivery.Deferred)) {
      authorization.settled(report);
    }
    return delivery;
  }

  private Delivery sent(byte[] report) {
    HttpClient client = Connections.fresh(policy.requestTimeout());
    Delivery last = new Delivery.Deferred("not tried");
    for (int attempt = 1; attempt <= policy.attempts(); attempt++) {
      if (!allowed.getAsBoolean()) {
        return notAllowed();
      }
      ReportAuthorization.Showing showing = authorization.show(report);
      if (showing instanceof ReportAuthorization.Showing.NotNow notNow) {
        return notNow.why();
      }
      last = attempt(client, report, (ReportAuthorization.Showing.Header) showing);
      if (!(last instanceof Delivery.Deferred deferred) || attempt == policy.attempts()) {
        return last;
      }
      if (!pause(deferred.retryAfter().orElse(policy.delay(attempt)))) {
        return new Delivery.Deferred("interrupted");
      }
    }
    return last;
  }

  private static Delivery notAllowed() {
    return new Delivery.Deferred("the owner does not allow reports");
  }

  private Delivery attempt(
      HttpClient client, byte[] report, ReportAuthorization.Showing.Header shown) {
    if (!allowed.getAsBoolean()) { // getting something to show may have taken a while
      return notAllowed();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(reports)
            .timeout(policy.requestTimeout())
            .header("Content-Type", "application/octet-stream")
            .header("User-Agent", USER_AGENT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(report));
    shown.value().ifPresent(value -> request.header("Authorization", value));
    try {
      return read(
          WholeAnswer.to(request.build(), client, MAX_BODY, policy.requestTimeout()), report);
    } catch (IOException e) {
      return new Delivery.Deferred(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Deferred("interrupted");
    }
  }

  private Delivery read(WholeAnswer answer, byte[] report) {
    int status = answer.status();
    if (status == WholeAnswer.ACCEPTED) {
      return new Delivery.Acknowledged();
    }
    if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500) {
      return new Delivery.Deferred("the server answered " + status, answer.retryAfter());
    }
    if (status == UNAUTHORIZED) {
      // About the sender: the report itself is as good as before.
      return authorization.refused(report, answer.problem());
    }
    if (status < 400) {
      // Of a portal or a proxy on the way: an ingest says no such thing.
      return new Delivery.Deferred("the server answered " + status + ", as no ingest does");
    }
    return new Delivery.Refused("the server answered " + status + ": " + reason(answer.body()));
  }

  /** The beginning of the answer as one printable line, however much a server sends. */
  private static String reason(byte[] body) {
    byte[] beginning = Arrays.copyOf(body, Math.min(body.length, MAX_REASON));
    return new String(beginning, StandardCharsets.UTF_8)
        .replaceAll("[\\s\\p{Cntrl}]+", " ")
        .strip();
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
