package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.ingest.Access;
import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.IngestCommand;
import dev.sluice.ingest.IngestConfig;
import dev.sluice.ingest.IngestServer;
import dev.sluice.ingest.tls.TlsFiles;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.ReportAuthorization;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.probe.tokens.TokenAuthorization;
import dev.sluice.probe.tokens.TokenIssuer;
import dev.sluice.probe.tokens.TokenTerms;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.ChildProcess.Outcome;
import dev.sluice.standalone.bench.reports.ReportMix;
import dev.sluice.tokens.TokenChallenge;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The probe's half of the tokens and the gateway's, which know each other by their contract alone,
 * with a real broker behind them.
 */
@Timeout(300)
class ProbeWithTokensIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Path MODEL =
      Path.of("..", "models", "tiny-1.1.0-q8_0.gguf").toAbsolutePath().normalize();
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

  @TempDir private static Path root;
  private static EmbeddedBroker broker;
  private static Path secret;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start(root.resolve("broker"), EmbeddedBroker.Ports.free());
    broker.createMissingTopics(Topics.ALL);
    secret = root.resolve("fleet.secret");
    Files.writeString(
        secret, ingest("credential", "new", "--fleet", "phones", "--file", credentials()));
    ingest("token-key", "--file", tokenKeys());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void reports_payWithTokensThatWereFetchedAhead_oneEachAlsoWhenAnAnswerIsLost() throws Exception {
    List<byte[]> reports = new ReportMix(BundledRegistry.load(), 1, 6).reports(3, today());
    List<String> said = new ArrayList<>();
    try (IngestServer server = server(Optional.empty())) {
      URI address = URI.create("http://127.0.0.1:" + server.port());
      TokenIssuer issuer =
          new TokenIssuer(
              address,
              FleetCredential.fromFile(secret),
              TokenTerms.of(address, Optional.empty(), List.of()),
              LIMIT);
      TokenAuthorization tokens = TokenAuthorization.in(root.resolve("kept"), issuer, said::add);
      assertThat(tokens.fetchOne()).isEmpty();
      assertThat(tokens.fetchOne()).isEmpty();

      ReportSender losesAnswers = sender(address, new LostAnswers(tokens));
      assertThat(losesAnswers.send(reports.get(0))).isInstanceOf(Delivery.Acknowledged.class);
      ReportSender sender = sender(address, tokens);
      for (byte[] report : reports) {
        assertThat(sender.send(report)).isInstanceOf(Delivery.Acknowledged.class);
      }
    }

    assertThat(said).as("the third had to be fetched at once").hasSize(1);
    assertThat(ReportsTopic.values(broker.bootstrapServers())).contains(reports.get(2));
  }

  @Test
  void daemon_overHttps_paysWithATokenAndFetchesTheNextInALookThatSendsNothing() throws Exception {
    LoopbackCertificate certificate = LoopbackCertificate.in(root);
    HttpServer gate = gate();
    TlsFiles files = new TlsFiles(certificate.certificate(), certificate.key());
    try (IngestServer server = server(Optional.of(files))) {
      String ingest = "https://127.0.0.1:" + server.port();
      Path file = daemonFile(gate, ingest);
      int before = ReportsTopic.values(broker.bootstrapServers()).size();

      assertThat(daemon(file, certificate.trustingOptions())).isZero();
      List<byte[]> stored = ReportsTopic.values(broker.bootstrapServers());
      assertThat(daemon(file, certificate.trustingOptions())).isZero();

      assertThat(stored).hasSize(before + 1).allMatch(each -> each.length == ReportFormat.BYTES);
      assertThat(tokens().toString())
          .as("one was fetched ahead of the report and went with it")
          .isEqualTo(
              "{\"issuer\":\"localhost\",\"kept\":1,\"most\":4,\"next\":\"within-an-hour\"}");

      assertThat(daemon(file, List.of())).isZero();
      assertThat(tokens().path("trouble").asText()).as("it trusts nobody").contains("no token: ");
    } finally {
      gate.stop(0);
    }
  }

  private static String ingest(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new IngestCommand()).setOut(new PrintWriter(out));
    assertThat(command.execute(arguments)).isZero();
    return out.toString();
  }

  private static IngestServer server(Optional<TlsFiles> tls) throws IOException {
    TokenAccess tokens =
        new TokenAccess(Path.of(tokenKeys()), new TokenChallenge("localhost", "localhost"));
    return IngestServer.start(
        IngestConfig.local(broker.bootstrapServers(), Registries.of(BundledRegistry.load()))
            .withAccess(new Access(Optional.of(Path.of(credentials())), Optional.of(tokens), tls)));
  }

  private static ReportSender sender(URI address, ReportAuthorization shown) {
    RetryPolicy once = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), LIMIT);
    return new ReportSender(address, once, () -> 0.5, () -> true, shown);
  }

  private static int daemon(Path file, List<String> jvmOptions) {
    List<String> options = new ArrayList<>(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    options.addAll(jvmOptions);
    try (ChildProcess daemon =
        ChildProcess.start(
            options,
            root.resolve("log"),
            dev.sluice.probe.Main.class,
            "daemon",
            "--once",
            "--config",
            file.toString())) {
      daemon.awaitOutput(); // to its end, however long a whole evaluation takes here
      return daemon.awaitExit();
    }
  }

  private static JsonNode tokens() throws IOException {
    Outcome status =
        ChildProcess.run(
            dev.sluice.probe.Main.class, "status", "--json", "--data-dir", data().toString());
    return new ObjectMapper().readTree(status.output()).path("tokens");
  }

  private static Path daemonFile(HttpServer gate, String ingest) throws IOException {
    Outcome agreed =
        ChildProcess.run(
            dev.sluice.probe.Main.class, "consent", "telemetry", "--data-dir", data().toString());
    assertThat(agreed.exitCode()).as(agreed.errors()).isZero();
    return Files.writeString(
        root.resolve("probe.yaml"),
        """
        dataDir: %s
        gate: http://127.0.0.1:%d
        ingest: %s
        credentialFile: %s
        tokens: true
        deviceClass: laptop-16gb
        suites: intent
        sendDelay: "0"
        models:
          - {name: tiny, version: 1.1.0, file: %s, sha256: "%s"}
        schedule:
          onlyOnExternalPower: false
          leastBatteryPercent: 0
          mostOtherLoad: 1000
          unknown: {load: run, memory: run}
        """
            .formatted(
                data(),
                gate.getAddress().getPort(),
                ingest,
                secret,
                MODEL,
                ModelDigest.sha256(MODEL)));
  }

  private static HttpServer gate() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/flags",
        exchange -> {
          byte[] body = FLAGS.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static Path data() {
    return root.resolve("data");
  }

  private static String credentials() {
    return root.resolve("credentials.txt").toString();
  }

  private static String tokenKeys() {
    return root.resolve("token-keys.txt").toString();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /** The server has each report, but the device does not hear of it. */
  private record LostAnswers(ReportAuthorization shown) implements ReportAuthorization {
    @Override
    public Showing show(byte[] report) {
      return shown.show(report);
    }

    @Override
    public Delivery.Deferred refused(byte[] report, Optional<String> problem) {
      return shown.refused(report, problem);
    }

    @Override
    public void settled(byte[] report) {
      // As if no answer had come.
    }
  }
}
