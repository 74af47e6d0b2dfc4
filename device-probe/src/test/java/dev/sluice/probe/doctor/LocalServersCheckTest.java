package dev.sluice.probe.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.probe.eval.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor finds on this machine; the ports are the test's own. */
class LocalServersCheckTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String models = "";
  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    port = server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(exchange.getRequestMethod() + " " + path);
          byte[] body = models.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(path.equals("/v1/models") ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void run_serverWithAModel_saysHowToEvaluateItAndAsksTheModelNothing() {
    models = "{\"data\":[{\"id\":\"the-model\"}]}";

    Finding finding = new LocalServersCheck(List.of(1, port)).run();

    assertThat(finding.status()).isEqualTo(Finding.Status.OK);
    assertThat(finding.detail())
        .isEqualTo(
            "'probe eval --server http://127.0.0.1:%d' evaluates 'the-model' (openai-compatible)"
                .formatted(port));
    assertThat(asked).contains("GET /v1/models").allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void run_serverWithSeveralModels_namesThem() {
    models = "{\"data\":[{\"id\":\"one\"},{\"id\":\"two\"}]}";

    assertThat(new LocalServersCheck(List.of(port)).run().detail())
        .contains("--server http://127.0.0.1:" + port, "--server-model: one, two");
  }

  /** Something else listens there: a web page, an ingest, nonsense without end. */
  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "[]", "{\"data\": 7}", ""})
  void run_serverOfSomethingElse_isNoServerThatHasAModel(String answer) {
    models = answer;

    assertNoneIsFound();
  }

  @Test
  void run_answerWithoutEnd_isNoServerThatHasAModel() {
    models = "{\"data\":[{\"id\":\"the-model\"}]}" + " ".repeat(2 << 20);

    assertNoneIsFound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", ""})
  void doctor_portThatIsNone_isAUsageError(String wrong) {
    CommandRun run = CommandRun.of("doctor", "--local-port", wrong);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst().orElseThrow()).contains("--local-port");
  }

  private void assertNoneIsFound() {
    Finding finding = new LocalServersCheck(List.of(port)).run();

    assertThat(finding.status()).isEqualTo(Finding.Status.NOT_CHECKED);
    assertThat(finding.detail()).isEqualTo("no server that has a model listens here on " + port);
  }
}
