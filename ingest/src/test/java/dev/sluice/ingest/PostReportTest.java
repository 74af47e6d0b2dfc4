package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportFormat;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One report over real HTTP, on a log that the test holds in its hand. */
class PostReportTest extends ServedIngest {

  @Test
  void post_validReport_is202AndStoredAsSent() throws Exception {
    byte[] report = reports.next();

    HttpResponse<String> answer = client.one(report);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(log.stored()).containsExactly(report);
  }

  @Test
  void post_avroBinaryWithParameter_is202() throws Exception {
    var request =
        client
            .request("/v1/reports")
            .header("Content-Type", "Avro/Binary; v=1")
            .POST(BodyPublishers.ofByteArray(reports.next()));

    assertThat(client.send(request.build()).statusCode()).isEqualTo(202);
  }

  @Test
  void post_beforeTheLogAcknowledges_isNotAnswered() throws Exception {
    log.hold();
    CompletableFuture<HttpResponse<String>> answer = client.begin("/v1/reports", reports.next());
    log.awaitHeld(1);

    assertThat(answer).isNotDone();
    assertThat(client.status().getInteger("unacknowledged")).isEqualTo(1);
    log.release();

    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
  }

  @Test
  void post_refusedReport_isAProblemDocumentThatNamesTheReason() throws Exception {
    byte[] bad = reports.next();
    bad[bad.length - 1] = 1;

    HttpResponse<String> answer = client.one(bad);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(new JsonObject(answer.body()).getMap())
        .containsEntry("type", "https://sluice.dev/problems/ingest/nonzero-padding")
        .containsEntry("title", Problem.NONZERO_PADDING.title())
        .containsEntry("status", 400)
        .containsEntry("detail", "nonzero-padding")
        .containsEntry("retryable", false);
  }

  @Test
  void post_wrongLengths_areWrongLengthUpToTheLimitAndTooLargeBeyond() throws Exception {
    for (int length : List.of(0, ReportFormat.BYTES - 1, ReportFormat.BYTES + 1, 4096)) {
      assertProblem(client.one(new byte[length]), Problem.WRONG_LENGTH);
    }
    assertProblem(client.one(new byte[4097]), Problem.BODY_TOO_LARGE);
  }

  @Test
  void post_chunkedBodyThatGrowsTooLarge_is413() throws Exception {
    var unknownLength =
        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[200_000]));
    var request =
        client
            .request("/v1/reports")
            .header("Content-Type", IngestClient.OCTETS)
            .POST(unknownLength);

    assertProblem(client.send(request.build()), Problem.BODY_TOO_LARGE);
    assertThat(client.one(reports.next()).statusCode()).isEqualTo(202);
  }

  @Test
  void post_otherMediaTypeOrNone_is415() throws Exception {
    for (String type : List.of("application/json", "text/plain", "application/octet-streams")) {
      var request =
          client
              .request("/v1/reports")
              .header("Content-Type", type)
              .POST(BodyPublishers.ofByteArray(reports.next()));
      assertProblem(client.send(request.build()), Problem.UNSUPPORTED_MEDIA_TYPE);
    }
    var untyped = client.request("/v1/reports").POST(BodyPublishers.ofByteArray(reports.next()));
    assertProblem(client.send(untyped.build()), Problem.UNSUPPORTED_MEDIA_TYPE);
    assertThat(log.stored()).isEmpty();
  }

  @Test
  void post_encodedBody_is415() throws Exception {
    var request = client.post("/v1/reports", reports.next()).header("Content-Encoding", "gzip");

    assertProblem(client.send(request.build()), Problem.CONTENT_ENCODED);
  }

  @Test
  void post_logFails_is503WithRetryAfter() throws Exception {
    log.failEvery(1);

    HttpResponse<String> answer = client.one(reports.next());

    assertProblem(answer, Problem.LOG_UNAVAILABLE);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void post_queueFull_is429WithRetryAfterUntilThereIsRoom() throws Exception {
    log.hold();
    List<CompletableFuture<HttpResponse<String>>> waiting = new java.util.ArrayList<>();
    for (int batch : List.of(1_000, 500)) {
      waiting.add(client.begin("/v1/reports:batch", TestReports.batch(reports.next(batch))));
    }
    log.awaitHeld(2);

    HttpResponse<String> answer = client.one(reports.next());

    assertProblem(answer, Problem.QUEUE_FULL);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    log.release();
    for (CompletableFuture<HttpResponse<String>> each : waiting) {
      assertThat(each.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
    assertThat(client.one(reports.next()).statusCode()).isEqualTo(202);
  }
}
