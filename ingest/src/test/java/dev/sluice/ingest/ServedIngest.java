package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server on a free port before each test, on a log that the test holds in its hand. */
@Timeout(120)
abstract class ServedIngest {
  static final int MAX_UNACKNOWLEDGED = 1_500;
  private static final int BATCH = 1_000;
  private static final int CONNECTIONS = 50;

  /** No client is ever late, however slow the machine. */
  static final HttpLimits LIMITS =
      new HttpLimits(
          BATCH, CONNECTIONS, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  /** For clients that are late. */
  static final HttpLimits HASTY =
      new HttpLimits(
          BATCH,
          CONNECTIONS,
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(30));

  final TestReports reports = new TestReports(4);
  final InMemoryReportLog log = new InMemoryReportLog();
  IngestServer server;
  IngestClient client;

  @BeforeEach
  void start() throws IOException {
    server = IngestServer.start(config(0), limits(), log, NOON);
    client = new IngestClient(server.port());
  }

  HttpLimits limits() {
    return LIMITS;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static IngestConfig config(int port) {
    return new IngestConfig(
        "127.0.0.1",
        port,
        "unused:1",
        Topics.REPORTS,
        28,
        MAX_UNACKNOWLEDGED,
        Registries.of(REGISTRY),
        Map.of());
  }

  Map<String, Object> rejections() throws Exception {
    return client.status().getJsonObject("rejected").getMap();
  }

  static void assertProblem(HttpResponse<String> answer, Problem problem) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(problem.status());
    assertThat(new JsonObject(answer.body()).getString("reason")).isEqualTo(problem.slug());
  }
}
