package dev.sluice.probe.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with a real model in a process of its own, killed in the middle of its work. */
@Timeout(300)
class DaemonKillIT {
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

  private static final int DEVICES = 8;

  @TempDir private Path directory;
  private final List<Integer> reports = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Path data;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/flags", exchange -> answer(exchange, 200, FLAGS));
    server.createContext(
        "/v1/reports",
        exchange -> {
          reports.add(exchange.getRequestBody().readAllBytes().length);
          answer(exchange, 202, "");
        });
    server.start();
  }

  private void install(int device) throws IOException {
    data = directory.resolve("data" + device);
    new ConsentFile(data).write(Consent.TELEMETRY);
    Path model = TinyModels.good();
    Files.writeString(
        directory.resolve("probe.yaml"),
        """
        dataDir: %s
        gate: %s
        ingest: %s
        deviceClass: laptop-16gb
        sendDelay: "0"
        models:
          - {name: tiny, version: 1.1.0, file: %s, sha256: "%s"}
        schedule:
          onlyOnExternalPower: false
          leastBatteryPercent: 0
          mostOtherLoad: 1000
          unknown: {load: run, memory: run}
        """
            .formatted(data, address(), address(), model, ModelDigest.sha256(model)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void daemon_killedInTheMiddle_goesOnWithWhatItHadAndReportsOnce() throws Exception {
    Process first = daemonThatRuns();
    waitFor(() -> progress().filter(text -> text.lines().count() > 8).isPresent(), first);
    List<ProcessHandle> engines = first.descendants().toList();
    first.destroyForcibly().waitFor();
    String kept = progress().orElseThrow();
    String whole = kept.substring(0, kept.lastIndexOf('\n') + 1);
    assertThat(reports).isEmpty();
    assertThat(status()).contains("\"endedInOrder\" : false", "\"version\" : \"1.1.0\"");
    for (ProcessHandle engine : engines) {
      engine.onExit().join();
    }

    Process second = daemon();
    waitFor(() -> progress().filter(text -> text.length() > kept.length()).isPresent(), second);
    assertThat(progress().orElse(whole)).startsWith(whole);
    waitFor(() -> !reports.isEmpty(), second);
    waitFor(() -> progress().isEmpty(), second);
    second.destroy();

    assertThat(second.waitFor()).isEqualTo(143);
    assertThat(status()).contains("\"endedInOrder\" : true", "\"version\" : \"1.1.0\"");
    assertThat(reports).containsExactly(ReportFormat.BYTES);
    assertThat(second.descendants()).isEmpty();
  }

  /** One device in 25 is asked whether it is eligible, which takes no run: then another one's. */
  private Process daemonThatRuns() throws Exception {
    for (int device = 0; device < DEVICES; device++) {
      install(device);
      Process daemon = daemon();
      waitFor(() -> progress().isPresent() || !reports.isEmpty(), daemon);
      if (reports.isEmpty()) {
        return daemon;
      }
      daemon.destroyForcibly().waitFor();
      reports.clear();
    }
    throw new AssertionError("none of %d devices had a run".formatted(DEVICES));
  }

  private Process daemon() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sluice.probe.Main",
            "daemon",
            "--config",
            directory.resolve("probe.yaml").toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private String status() {
    return CommandRun.of("status", "--json", "--data-dir", data.toString()).out();
  }

  /** The run's progress as it is on the disk now. */
  private Optional<String> progress() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "progress-*")) {
      for (Path file : files) {
        return Optional.of(Files.readString(file));
      }
      return Optional.empty();
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void waitFor(BooleanSupplier condition, Process daemon) throws Exception {
    while (!condition.getAsBoolean()) {
      assertThat(daemon.isAlive()).as(Files.readString(directory.resolve("log"))).isTrue();
      Thread.sleep(5);
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
