package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What clients do to HTTP itself: wrong paths, headers without measure, several requests at once.
 */
class HttpRequestsTest extends ServedIngest {

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
  void batch_withoutRoomForIt_isRefusedBeforeItIsSentAndCountedByItsLength() throws Exception {
    log.hold();
    var waiting = client.begin("/v1/reports:batch", TestReports.batch(reports.next(1_000)));
    log.awaitHeld(1);
    byte[] batch = TestReports.batch(reports.next(501));

    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(
          RawConnection.postHead("/v1/reports:batch", "Content-Length: " + batch.length));
      assertThat(connection.status()).isEqualTo(429);
      assertThat(client.status().getJsonObject("deferred").getMap())
          .isEqualTo(Map.of("queue-full", 501));

      log.release();
      assertThat(waiting.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
      connection
          .send(batch) // comes to nothing
          .send(RawConnection.postHead("/v1/reports:batch", "Content-Length: " + batch.length))
          .send(batch);
      assertThat(connection.status()).isEqualTo(202);
    }
    assertThat(log.stored()).hasSize(1_501);
  }

  @Test
  void any_refusedRequestWithAnEnd_leavesTheConnectionUsable() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection
          .send(RawConnection.postHead("/v1/reports", "Content-Length: 50000"))
          .send(new byte[50_000]);
      assertThat(connection.status()).isEqualTo(413);

      connection
          .send(RawConnection.postHead("/v1/reports", "Content-Length: " + ReportFormat.BYTES))
          .send(reports.next());
      assertThat(connection.status()).isEqualTo(202);
    }
  }

  @Test
  void any_expectedContinue_isInvitedOrRefusedByHeadersAlone() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(
          RawConnection.postHead(
              "/v1/reports", "Content-Length: " + ReportFormat.BYTES + "\r\nExpect: 100-continue"));
      assertThat(connection.status()).isEqualTo(100);
      connection.send(reports.next());
      assertThat(connection.status()).isEqualTo(202);
    }
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(
          RawConnection.postHead("/v1/reports", "Content-Length: 99999\r\nExpect: 100-continue"));
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

  @Test
  void any_headersWithMuchToCome_areAnsweredBeforeTheConnectionCloses() throws Exception {
    String large = "x".repeat(60_000);
    assertRawStatus("GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + large + "\r\n\r\n", 431);
  }

  private void assertRawStatus(String request, int status) throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      assertThat(connection.send(request).status()).isEqualTo(status);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void any_pipelinedRequests_areAnsweredInOrder() throws Exception {
    String head = RawConnection.postHead("/v1/reports", "Content-Length: " + ReportFormat.BYTES);
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
}
