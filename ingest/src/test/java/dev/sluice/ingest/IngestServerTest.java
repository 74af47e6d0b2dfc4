package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.ingest.intake.ReportLog.Readiness;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ingest over real HTTP, on a log that the test holds in its hand. */
@Timeout(120)
class IngestServerTest {
  private static final int MAX_UNACKNOWLEDGED = 1_500;
  private static final HttpLimits LIMITS =
      new HttpLimits(1_000, 50, Duration.ofMillis(500), Duration.ofSeconds(30));

  private final TestReports reports = new TestReports(4);
  private final InMemoryReportLog log = new InMemoryReportLog();
  private IngestServer server;
  private IngestClient client;

  @BeforeEach
  void start() throws IOException {
    server = IngestServer.start(config(0), LIMITS, log, NOON);
    client = new IngestClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static IngestConfig config(int port) {
    return new IngestConfig(
        "127.0.0.1", port, "unused:1", Topics.REPORTS, 28, MAX_UNACKNOWLEDGED, REGISTRY, Map.of());
  }

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
    for (int length : List.of(0, 319, 321, 4096)) {
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

  @Test
  void batch_ofTheMostReports_is202() throws Exception {
    HttpResponse<String> answer = client.batch(TestReports.batch(reports.next(1_000)));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1000,\"rejected\":[]}");
    assertThat(log.stored()).hasSize(1_000);
  }

  @Test
  void batch_someRefused_is202AndNamesThem() throws Exception {
    byte[] body = TestReports.batch(reports.next(4));
    body[2 * ReportFormat.BYTES - 1] = 1;
    body[3 * ReportFormat.BYTES] = 0;

    HttpResponse<String> answer = client.batch(body);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("accepted", 2)
                .put(
                    "rejected",
                    new JsonArray()
                        .add(new JsonObject().put("index", 1).put("reason", "nonzero-padding"))
                        .add(new JsonObject().put("index", 3).put("reason", "not-single-object"))));
  }

  @Test
  void batch_allRefused_is422WithEachReason() throws Exception {
    HttpResponse<String> answer = client.batch(new byte[640]);

    assertProblem(answer, Problem.ALL_REJECTED);
    assertThat(new JsonObject(answer.body()).getJsonArray("rejected")).hasSize(2);
    assertThat(rejections()).isEqualTo(Map.of("not-single-object", 2));
  }

  @Test
  void batch_logFailsForSome_is503AndNamesWhatToSendAgain() throws Exception {
    log.failEvery(2);

    HttpResponse<String> answer = client.batch(TestReports.batch(reports.next(4)));

    assertProblem(answer, Problem.LOG_UNAVAILABLE);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getInteger("accepted")).isEqualTo(2);
    assertThat(problem.getJsonArray("retry")).isEqualTo(new JsonArray(List.of(0, 2)));
    assertThat(client.status().getJsonObject("deferred").getMap())
        .isEqualTo(Map.of("log-unavailable", 2));
  }

  @Test
  void batch_wrongFraming_is400AndNothingIsStored() throws Exception {
    byte[] valid = TestReports.batch(reports.next(2));

    assertProblem(client.batch(new byte[0]), Problem.WRONG_FRAMING);
    assertProblem(client.batch(Arrays.copyOf(valid, valid.length - 1)), Problem.WRONG_FRAMING);
    assertThat(log.stored()).isEmpty();
  }

  @Test
  void batch_oneReportTooMany_is413() throws Exception {
    assertProblem(client.batch(new byte[1_001 * ReportFormat.BYTES]), Problem.BODY_TOO_LARGE);
  }

  @Test
  void any_unknownPath_is404() throws Exception {
    for (String path : List.of("/", "/v1/reports/", "/v1/reports:batches", "/v2/reports", "/../")) {
      assertProblem(client.get(path), Problem.NOT_FOUND);
    }
  }

  @Test
  void any_wrongMethod_is405AndSaysWhichIsRight() throws Exception {
    HttpResponse<String> get = client.get("/v1/reports");
    HttpResponse<String> post = client.send(client.post("/healthz", reports.next()).build());

    assertProblem(get, Problem.METHOD_NOT_ALLOWED);
    assertThat(get.headers().firstValue("Allow")).hasValue("POST");
    assertProblem(post, Problem.METHOD_NOT_ALLOWED);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void any_bodyThatStops_is408AndTheConnectionIsClosed() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection
          .send(postHead("/v1/reports", "Content-Length: " + ReportFormat.BYTES))
          .send(new byte[100]);

      assertThat(connection.status()).isEqualTo(408);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(client.status().getJsonObject("deferred").getMap())
        .isEqualTo(Map.of("body-timeout", 1));
  }

  @Test
  void any_refusedRequestWhoseBodyNeverEnds_isClosed() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(postHead("/nowhere", "Content-Length: 1000000")).send(new byte[100]);

      assertThat(connection.status()).isEqualTo(404);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void any_refusedRequestWithAnEnd_leavesTheConnectionUsable() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(postHead("/v1/reports", "Content-Length: 50000")).send(new byte[50_000]);
      assertThat(connection.status()).isEqualTo(413);

      connection
          .send(postHead("/v1/reports", "Content-Length: " + ReportFormat.BYTES))
          .send(reports.next());
      assertThat(connection.status()).isEqualTo(202);
    }
  }

  @Test
  void any_expectedContinue_isInvitedOrRefusedByHeadersAlone() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(
          postHead(
              "/v1/reports", "Content-Length: " + ReportFormat.BYTES + "\r\nExpect: 100-continue"));
      assertThat(connection.status()).isEqualTo(100);
      connection.send(reports.next());
      assertThat(connection.status()).isEqualTo(202);
    }
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(postHead("/v1/reports", "Content-Length: 99999\r\nExpect: 100-continue"));
      assertThat(connection.status()).isEqualTo(413);
    }
  }

  @Test
  void any_headersOrLineTooLargeOrNotHttp_areProblems() throws Exception {
    String large = "x".repeat(9_000);
    assertRawStatus("GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + large + "\r\n\r\n", 431);
    assertRawStatus("GET /" + large + " HTTP/1.1\r\nHost: a\r\n\r\n", 414);
    assertRawStatus("POST /v1/reports HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400);
    assertRawStatus("\u0000\u0001\u0002 nonsense\r\n\r\n", 400);
  }

  private void assertRawStatus(String request, int status) throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      assertThat(connection.send(request).status()).isEqualTo(status);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void any_pipelinedRequests_areAnsweredInOrder() throws Exception {
    String head = postHead("/v1/reports", "Content-Length: " + ReportFormat.BYTES);
    byte[] bad = new byte[ReportFormat.BYTES];
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(head).send(reports.next()).send(head).send(bad).send(head);
      connection.send(reports.next());

      assertThat(List.of(connection.status(), connection.status(), connection.status()))
          .containsExactly(202, 400, 202);
    }
  }

  @Test
  void connections_beyondTheLimit_areClosedUntilOthersAre() throws Exception {
    List<RawConnection> open = new java.util.ArrayList<>();
    for (int i = 0; i < LIMITS.maxConnections(); i++) {
      RawConnection connection = new RawConnection(server.port());
      assertThat(connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").status())
          .isEqualTo(200);
      open.add(connection);
    }

    try (RawConnection oneTooMany = new RawConnection(server.port())) {
      assertThat(oneTooMany.isClosedByServer()).isTrue();
    }
    for (RawConnection connection : open) {
      connection.close();
    }
  }

  @Test
  void readiness_followsTheLog() throws Exception {
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(client.get("/readyz").statusCode()).isEqualTo(200);

    log.becomes(Readiness.TOPIC_MISSING);

    HttpResponse<String> answer = client.get("/readyz");
    assertProblem(answer, Problem.NOT_READY);
    assertThat(answer.body()).contains("the topic does not exist");
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void status_andMetrics_countByReason() throws Exception {
    client.one(reports.next());
    client.batch(TestReports.batch(reports.next(5)));
    for (int malformed = 0; malformed < 3; malformed++) {
      client.one(new byte[malformed]);
    }
    client.batch(new byte[321]);

    assertThat(client.status())
        .isEqualTo(
            new JsonObject()
                .put("received", 10)
                .put("accepted", 6)
                .put("rejected", new JsonObject().put("wrong-length", 3).put("wrong-framing", 1))
                .put("deferred", new JsonObject())
                .put("unacknowledged", 0));
    HttpResponse<String> metrics = client.get("/metrics");
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body().lines())
        .contains(
            "sluice_ingest_reports_received_total 10.0",
            "sluice_ingest_reports_accepted_total 6.0",
            "sluice_ingest_reports_rejected_total{reason=\"wrong-length\"} 3.0",
            "sluice_ingest_reports_rejected_total{reason=\"day-too-old\"} 0.0",
            "sluice_ingest_reports_deferred_total{reason=\"queue-full\"} 0.0",
            "sluice_ingest_reports_unacknowledged 0.0",
            "sluice_ingest_reports_unacknowledged_limit 1500.0");
  }

  @Test
  void close_withARequestUnderWay_answersItFirst() throws Exception {
    log.hold();
    CompletableFuture<HttpResponse<String>> answer = client.begin("/v1/reports", reports.next());
    log.awaitHeld(1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
    while (isListening()) {
      Thread.onSpinWait();
    }
    assertThat(log.isClosed()).isFalse();
    log.release();

    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    closing.get(20, TimeUnit.SECONDS);
    assertThat(log.isClosed()).isTrue();
  }

  private boolean isListening() {
    try (RawConnection connection = new RawConnection(server.port())) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void start_onAPortInUse_saysWhichAndClosesTheLog() {
    var second = new InMemoryReportLog();

    assertThatThrownBy(() -> IngestServer.start(config(server.port()), LIMITS, second, NOON))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    assertThat(second.isClosed()).isTrue();
  }

  private static String postHead(String path, String headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n"
        + headers
        + "\r\n\r\n";
  }

  private Map<String, Object> rejections() throws Exception {
    return client.status().getJsonObject("rejected").getMap();
  }

  private static void assertProblem(HttpResponse<String> answer, Problem problem) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(problem.status());
    assertThat(new JsonObject(answer.body()).getString("reason")).isEqualTo(problem.slug());
  }
}
