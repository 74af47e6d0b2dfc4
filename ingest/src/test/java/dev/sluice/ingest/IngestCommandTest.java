package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.RegistryParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class IngestCommandTest {
  /** Nothing listens there. */
  private static final String NO_BROKER = "127.0.0.1:1";

  private static final Pattern ADDRESS = Pattern.compile("listens on http://127.0.0.1:(\\d+)\\R");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int execute(String... arguments) {
    return new CommandLine(new IngestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void help_namesThePathsAndEveryDefault() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .contains("POST /v1/reports:batch", "sluice.reports.v1", "8080", "20000", "27");
  }

  /** A proxy that lets through what help names must not cut off devices that report with tokens. */
  @Test
  void help_namesEveryPathThatDevicesNeed() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString().substring(out.toString().indexOf("Let the outside reach")))
        .contains("/v1/reports*", "/v1/tokens", "/.well-known/private-token-issuer-directory");
  }

  @Test
  void options_missingOrOutOfRange_areUsageErrors() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("--bootstrap-servers");
    assertThat(execute("--bootstrap-servers", NO_BROKER, "--port", "65536")).isEqualTo(2);
    assertThat(err.toString()).contains("port must be 0 to 65535, was 65536");
    assertThat(execute("--bootstrap-servers", NO_BROKER, "--max-age-days", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("maxAgeDays must be at least 0, was -1");
    assertThat(execute("--bootstrap-servers", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere");
  }

  @Test
  void files_missingOrBroken_areOneLineThatNamesThem() throws Exception {
    Path broken = Files.writeString(directory.resolve("metrics.yaml"), "registry: 2\n");

    assertThat(execute("--bootstrap-servers", NO_BROKER, "--registry", "no.yaml")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("ingest: no.yaml: there is no such file");
    err.getBuffer().setLength(0);
    assertThat(execute("--bootstrap-servers", NO_BROKER, "--registry", broken.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("ingest: " + broken).hasLineCount(1);
    err.getBuffer().setLength(0);
    assertThat(
            execute(
                "--bootstrap-servers",
                NO_BROKER,
                "--kafka-properties",
                directory.resolve("no.properties").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no.properties: there is no such file");
  }

  @Test
  void alsoAdmit_missingBrokenOrTheSameAgain_isOneLineThatNamesTheFile() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "registry: 2\n");
    Path same = Files.writeString(directory.resolve("same.yaml"), BundledRegistry.text());

    assertThat(execute("--bootstrap-servers", NO_BROKER, "--also-admit", "no.yaml")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("ingest: no.yaml: there is no such file");
    err.getBuffer().setLength(0);
    assertThat(execute("--bootstrap-servers", NO_BROKER, "--also-admit", broken.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("ingest: " + broken).hasLineCount(1);
    err.getBuffer().setLength(0);
    assertThat(execute("--bootstrap-servers", NO_BROKER, "--also-admit", same.toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .startsWith("ingest: " + same + ": is the same registry as the registry that ships")
        .hasLineCount(1);
  }

  @Test
  void port_inUse_isOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(execute("--bootstrap-servers", NO_BROKER, "--port", Integer.toString(port)))
          .isEqualTo(1);
      assertThat(err.toString())
          .startsWith("ingest: cannot listen on 127.0.0.1:" + port)
          .hasLineCount(1);
    }
  }

  @Test
  void run_withoutBroker_listensAndSaysThatItIsNotReadyUntilInterrupted() throws Exception {
    String yaml = BundledRegistry.text().replaceFirst("owner: .*", "owner: those before");
    Path older = Files.writeString(directory.resolve("older.yaml"), yaml);
    var exitCode = new int[] {-1};
    var running =
        new Thread(
            () ->
                exitCode[0] =
                    execute(
                        "--bootstrap-servers",
                        NO_BROKER,
                        "--port",
                        "0",
                        "--also-admit",
                        older.toString()));
    running.start();
    while (!err.toString().contains("not ready") && running.isAlive()) {
      Thread.sleep(20);
    }

    Matcher address = ADDRESS.matcher(err.toString());
    assertThat(address.find()).as(err.toString()).isTrue();
    var client = new IngestClient(Integer.parseInt(address.group(1)));
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(client.one(new TestReports(7).nextOf(LocalDate.now(ZoneOffset.UTC))).statusCode())
        .isEqualTo(503);

    String digest = RegistryParser.parse(yaml, "older").digestPrefix();
    assertThat(err.toString()).contains("also admits reports of registry " + digest + ", " + older);

    running.interrupt();
    running.join();
    assertThat(exitCode[0]).isZero();
    assertThat(out.toString()).isEmpty();
  }
}
