package dev.sluice.fleet.send;

import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Posts reports to an ingest address and reads what it says of them.
 *
 * <p>What was not settled is sent again as it is, with pauses that double, are spread by jitter,
 * and honour Retry-After. An attempt that got no answer may still have been stored; its retry is
 * then a duplicate, which the server counts as one. Safe for use by many threads.
 */
public final class IngestClient {
  private final HttpClient client;
  private final URI one;
  private final URI batch;
  private final RetryPolicy policy;
  private final Optional<FleetCredential> credential;

  /** A client that shows no credential. */
  public IngestClient(URI ingest, RetryPolicy policy) {
    this(ingest, policy, Optional.empty());
  }

  /**
   * A client.
   *
   * @param ingest base address, such as {@code http://127.0.0.1:8080}
   * @param credential what the ingest knows the fleet by, if it wants to
   */
  public IngestClient(URI ingest, RetryPolicy policy, Optional<FleetCredential> credential) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(policy.requestTimeout())
            .build();
    this.one = ingest.resolve("/v1/reports");
    this.batch = ingest.resolve("/v1/reports:batch");
    this.policy = policy;
    this.credential = credential;
  }

  /** Sends whole reports in one body; an empty list sends nothing. */
  public Receipt sendBatch(List<byte[]> reports) throws InterruptedException {
    return send(batch, reports);
  }

  /** Sends one body, whatever it holds, where a single report is expected. */
  public Receipt sendOne(byte[] body) throws InterruptedException {
    return send(one, List.of(body));
  }

  private Receipt send(URI address, List<byte[]> reports) throws InterruptedException {
    Receipt settled = Receipt.NOTHING;
    List<byte[]> left = reports;
    for (int attempt = 1; !left.isEmpty() && attempt <= policy.attempts(); attempt++) {
      IngestAnswer answer = post(address, left);
      settled = settled.plus(answer.settled());
      left = answer.left();
      if (!left.isEmpty() && attempt < policy.attempts()) {
        pause(answer.retryAfter().orElse(policy.delay(attempt)));
      }
    }
    return settled.plus(Receipt.undelivered(left.size()));
  }

  private IngestAnswer post(URI address, List<byte[]> reports) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    reports.forEach(body::writeBytes);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(policy.requestTimeout())
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
    credential.ifPresent(shown -> request.header("Authorization", shown.headerValue()));
    try {
      return IngestAnswer.read(
          client.send(request.build(), HttpResponse.BodyHandlers.ofString()), reports);
    } catch (IOException unreachable) {
      return IngestAnswer.none(reports);
    }
  }

  private void pause(Duration delay) throws InterruptedException {
    Duration bounded = delay.compareTo(policy.maxDelay()) < 0 ? delay : policy.maxDelay();
    Thread.sleep((long) (bounded.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
  }
}
