package dev.sluice.probe.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.openai.FakeServer;
import dev.sluice.probe.openai.ScriptedServer;
import dev.sluice.probe.openai.ServerEngine;
import dev.sluice.probe.openai.ServerLimits;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A turn of the daemon whose model is on a server: gate, ingest and that server over HTTP. */
class ServedDaemonTest {
  private static final String ROLLOUT = "tiny-1.1.0";
  private static final String DIGEST = "ab".repeat(32);
  private static final String SECRET = "key-of-the-server-42";
  private static final String FLAGS =
      """
      {"flags": {"tiny": {"state": "ENABLED",
        "variants": {
          "candidate": {"name": "tiny", "version": "1.1.0", "report": true},
          "unobserved": {"name": "tiny", "version": "1.0.0", "report": false}},
        "defaultVariant": "unobserved",
        "targeting": {"fractional":
          [{"cat": ["tiny-1.1.0", {"var": "targetingKey"}]}, ["candidate", 100]]},
        "metadata": {"rollout": "tiny-1.1.0", "stagePercent": 100, "state": "RUNNING"}}}}\
      """;
  private static final String SUITE =
      """
      id: echo
      version: 1.0.0
      description: Says things back.
      licence: Apache-2.0
      template: 'say {{input}}'
      maxTokens: 8
      grader: {type: exact}
      items:
        - {id: one, input: i1, expected: i1}
        - {id: two, input: i2, expected: i2}
      controls:
        - {id: a, kind: must-pass, input: a, expected: a}
        - {id: b, kind: must-pass, input: b, expected: b}
      """;

  @TempDir private Path directory;
  private final List<byte[]> reports = new CopyOnWriteArrayList<>();
  private final List<String> prompts = new CopyOnWriteArrayList<>();
  private HttpServer fleet;
  private FakeServer models;
  private Path data;

  @BeforeEach
  void start() throws IOException {
    fleet = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    fleet.createContext("/v1/flags", exchange -> answer(exchange, 200, FLAGS));
    fleet.createContext(
        "/v1/reports",
        exchange -> {
          reports.add(exchange.getRequestBody().readAllBytes());
          answer(exchange, 202, "");
        });
    fleet.start();
    ScriptedServer sound =
        new ScriptedServer(
            prompt ->
                prompt.startsWith("say ")
                    ? prompt.substring("say ".length())
                    : new StringBuilder(prompt).reverse().toString());
    models =
        FakeServer.answering(
            (exchange, body) -> {
              prompts.add(body.path("prompt").asText());
              sound.answer(exchange, body);
            });
    data = directory.resolve("data");
    new ConsentFile(data).write(Consent.TELEMETRY);
    Files.writeString(directory.resolve("echo.yaml"), SUITE);
    Files.writeString(directory.resolve("server.key"), SECRET + "\n");
    write("the-model");
  }

  @AfterEach
  void stop() {
    fleet.stop(0);
    models.close();
  }

  @Test
  void once_serverThatHasTheModel_isAskedAndReportedOnce() throws Exception {
    draw("quality");

    CommandRun first = once();
    CommandRun second = once();

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(prompts).contains("say i1", "say i2").containsOnlyOnce("say i2");
    assertThat(reports).hasSize(1);
    ReportedModel model = report().getModel();
    assertThat(model).isEqualTo(reported());
    assertThat(model.getBackend()).isNotEqualTo(ComputeBackend.EDGE);
    assertThat(second.exitCode()).isZero();
    assertThat(status().at("/reasons/0/reason").asText()).isEqualTo("already-answered");
    assertThat(status().at("/models/0/version").asText()).isEqualTo("1.1.0");
  }

  @Test
  void once_keyOfTheServer_isShownToItAloneAndWrittenNowhere() throws Exception {
    draw("quality");

    CommandRun run = once();

    assertThat(models.authorizations()).isNotEmpty().containsOnly("Bearer " + SECRET);
    assertThat(run.out() + run.err() + status()).doesNotContain(SECRET);
    try (var files = Files.list(data)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(new String(Files.readAllBytes(file), UTF_8)).doesNotContain(SECRET));
    }
  }

  @Test
  void once_serverThatIsDown_isWaitedForWithoutADraw() throws Exception {
    models.close();

    CommandRun run = once();

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(reports).isEmpty();
    assertThat(status().at("/reasons/0/reason").asText()).isEqualTo("server-not-there");
    assertThat(status().at("/models/0/noReport").asText()).isEqualTo("server-not-there");
    assertThat(CommandRun.of("status", "--data-dir", data.toString()).out())
        .contains(
            "it waited because the server that has the model does not answer",
            "no report: server-not-there");
    assertThat(data.toFile().list((place, name) -> name.startsWith("ledger"))).isEmpty();
  }

  @Test
  void once_serverThatHasAnotherModel_doesNotPassForIt() throws Exception {
    write("tiny-1.1.0");

    once();

    assertThat(prompts).isEmpty();
    assertThat(reports).isEmpty();
    assertThat(status().at("/reasons/0/reason").asText()).isEqualTo("model-missing");
  }

  private void write(String serverModel) throws IOException {
    String address = "http://127.0.0.1:" + fleet.getAddress().getPort();
    Files.writeString(
        directory.resolve("probe.yaml"),
        """
        dataDir: %s
        gate: %s
        ingest: %s
        deviceClass: laptop-16gb
        suites: %s
        sendDelay: "0"
        models:
          - name: tiny
            version: 1.1.0
            server: %s/v1
            serverModel: %s
            sha256: "%s"
            apiKeyFile: %s
        schedule:
          onlyOnExternalPower: false
          leastBatteryPercent: 0
          mostOtherLoad: 1000
          network: unmetered
          unknown: {load: run, memory: run}
        """
            .formatted(
                data,
                address,
                address,
                directory.resolve("echo.yaml"),
                models.address(),
                serverModel,
                DIGEST,
                directory.resolve("server.key")));
  }

  /** Draws what the device is asked about, as an earlier turn would have. */
  private void draw(String metric) throws Exception {
    try (LedgerFile ledger = LedgerFile.open(data, Caps.DEFAULT, LocalDate.now(ZoneOffset.UTC))) {
      String cell = ReportCycle.cell(ROLLOUT, reported());
      ledger.append(new LedgerRecord.Drawn(cell, metric));
      ledger.append(new LedgerRecord.PutOff(cell));
    }
    models.authorizations().clear();
  }

  private ReportedModel reported() {
    ServerEngine.Connection connection =
        ServerEngine.connect(
            models.address(),
            Optional.empty(),
            Optional.empty(),
            Deployment.DEVICE,
            ServerLimits.standard());
    return WireIdentity.of(
        new ModelIdentity(
            "tiny", Optional.of("1.1.0"), Optional.empty(), Optional.of(DIGEST), Optional.empty()),
        ((ServerEngine.Connection.Connected) connection).engine().build());
  }

  private CommandRun once() {
    return CommandRun.of(
        "daemon", "--once", "--config", directory.resolve("probe.yaml").toString());
  }

  private Report report() {
    return ((Decoded.Value<Report>) ReportFormat.decode(reports.get(0))).value();
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper()
        .readTree(CommandRun.of("status", "--json", "--data-dir", data.toString()).out());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
