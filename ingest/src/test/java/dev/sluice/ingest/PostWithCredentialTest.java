package dev.sluice.ingest;

import static dev.sluice.ingest.ServedIngest.assertProblem;
import static dev.sluice.ingest.TestReports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.senders.FleetCredential;
import dev.sluice.secrets.SecretHash;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that takes reports from known fleets alone. */
@Timeout(120)
class PostWithCredentialTest {
  @TempDir private Path directory;
  private final TestReports reports = new TestReports(4);
  private final InMemoryReportLog log = new InMemoryReportLog();
  private Path credentials;
  private IngestServer server;
  private IngestClient client;

  @BeforeEach
  void start() throws IOException {
    credentials = Files.writeString(directory.resolve("credentials.txt"), line("one", 1));
    server = IngestServer.start(config(), ServedIngest.LIMITS, log, NOON);
    client = new IngestClient(server.port());
  }

  private IngestConfig config() {
    return ServedIngest.config(0)
        .withAccess(new Access(Optional.of(credentials), Optional.empty()));
  }

  private static String line(String secret, double rate) {
    return new FleetCredential("phones", SecretHash.of(secret), Optional.empty(), Optional.of(rate))
            .line()
        + "\n";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String path, byte[] body, String secret) throws Exception {
    return client.send(client.post(path, body).header("Authorization", "Bearer " + secret).build());
  }

  @Test
  void post_withItsSecret_is202AndTheLogHoldsTheReportAlone() throws Exception {
    byte[] report = reports.next();

    assertThat(send("/v1/reports", report, "one").statusCode()).isEqualTo(202);
    assertThat(log.stored()).containsExactly(report);
  }

  @Test
  void post_withoutOrWithAnother_is401AndNoReportIsCounted() throws Exception {
    HttpResponse<String> without = client.one(reports.next());
    HttpResponse<String> wrong = send("/v1/reports:batch", reports.next(), "two");

    assertProblem(without, Problem.CREDENTIAL_REQUIRED);
    assertThat(without.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"sluice\"");
    assertThat(without.headers().firstValue("Retry-After")).isEmpty();
    assertProblem(wrong, Problem.CREDENTIAL_REFUSED);
    assertThat(wrong.body()).doesNotContain("two");
    JsonObject status = client.status();
    assertThat(status.getInteger("received")).isZero();
    assertThat(status.getJsonObject("refusedSenders").getMap())
        .isEqualTo(Map.of("credential-required", 1, "credential-refused", 1));
    assertThat(client.get("/metrics").body().lines())
        .contains("sluice_ingest_senders_refused_total{reason=\"credential-refused\"} 1.0");
    assertThat(log.stored()).isEmpty();
  }

  @Test
  void post_401WhoseBodyNeverEnds_isClosed() throws Exception {
    try (IngestServer hasty = IngestServer.start(config(), ServedIngest.HASTY, log, NOON);
        RawConnection connection = new RawConnection(hasty.port())) {
      connection
          .send(RawConnection.postHead("/v1/reports", "Content-Length: 144"))
          .send("few bytes");

      assertThat(connection.status()).isEqualTo(401);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void post_beyondTheFleetsRate_is429AndTheReportsAreCountedAsDeferred() throws Exception {
    byte[] batch = TestReports.batch(reports.next(1_000));
    assertThat(send("/v1/reports:batch", batch, "one").statusCode()).isEqualTo(202);

    HttpResponse<String> answer = send("/v1/reports:batch", batch, "one");

    assertProblem(answer, Problem.RATE_LIMITED);
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(900, 1_000);
    JsonObject status = client.status();
    assertThat(status.getInteger("received")).isEqualTo(2_000);
    assertThat(status.getJsonObject("deferred").getMap()).isEqualTo(Map.of("rate-limited", 1_000));
  }

  @Test
  void credentials_changed_areTakenWithoutARestart() throws Exception {
    replace(line("one", 100) + line("two", 100));
    server.lookAtFiles();
    assertThat(send("/v1/reports", reports.next(), "one").statusCode()).isEqualTo(202);
    assertThat(send("/v1/reports", reports.next(), "two").statusCode()).isEqualTo(202);

    replace(line("two", 100));
    server.lookAtFiles();
    assertProblem(send("/v1/reports", reports.next(), "one"), Problem.CREDENTIAL_REFUSED);

    replace("not a credential\n");
    server.lookAtFiles();
    assertThat(send("/v1/reports", reports.next(), "two").statusCode()).isEqualTo(202);
    assertThat(client.get("/metrics").body().lines())
        .contains("sluice_ingest_reloads_total{file=\"credentials\",outcome=\"unusable\"} 1.0");
  }

  /** At once: the server looks by itself, too. */
  private void replace(String text) throws IOException {
    Path next = Files.writeString(directory.resolve("next.txt"), text);
    Files.move(next, credentials, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void start_credentialsThatCannotBeRead_failsAndClosesTheLog() throws Exception {
    Files.writeString(credentials, "");
    var unused = new InMemoryReportLog();

    assertThatThrownBy(() -> IngestServer.start(config(), ServedIngest.LIMITS, unused, NOON))
        .hasMessage(credentials + ": there is no credential in it");
    assertThat(unused.isClosed()).isTrue();
  }
}
