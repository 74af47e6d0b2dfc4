package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ingest.intake.ReportLog.Readiness;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.shuffle.ShuffleRule;
import dev.sluice.schemas.ReportFormat;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What operators see of a server: readiness, counters, start and stop. */
class IngestServerTest extends ServedIngest {

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
    client.batch(new byte[ReportFormat.BYTES + 1]);

    assertThat(client.status())
        .isEqualTo(
            new JsonObject()
                .put("received", 10)
                .put("accepted", 6)
                .put("rejected", new JsonObject().put("wrong-length", 3).put("wrong-framing", 1))
                .put("deferred", new JsonObject())
                .put("refusedSenders", new JsonObject())
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

  @Test
  void close_withReportsHeldByTheShuffle_storesAndAnswersThem() throws Exception {
    var held = new InMemoryReportLog();
    IngestConfig shuffling =
        config(0).withShuffle(Optional.of(new ShuffleRule(1_000, Duration.ofSeconds(10))));
    IngestServer second = IngestServer.start(shuffling, LIMITS, held, NOON);
    var sender = new IngestClient(second.port());
    CompletableFuture<HttpResponse<String>> answer = sender.begin("/v1/reports", reports.next());
    while (sender.status().getInteger("unacknowledged") == 0) {
      Thread.onSpinWait();
    }
    assertThat(held.stored()).isEmpty();

    second.close();

    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    assertThat(held.stored()).hasSize(1);
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
}
