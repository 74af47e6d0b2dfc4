package dev.sluice.probe.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device's first report as its owner meets it, with a real model. */
class ShowCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path parent;

  @Test
  void show_beforeAnyConsent_printsEveryFieldAndLeavesNoTrace() throws IOException {
    JsonNode shown =
        show("--ingest", "http://127.0.0.1:1", "--tokens", "--credential-file", "/never/read");

    assertThat(shown.at("/tokens").toString())
        .isEqualTo("{\"issuer\":\"localhost\",\"kept\":0,\"most\":4}");
    assertThat(shown.at("/origin").asText()).isEqualTo("example");
    assertThat(shown.at("/measured").isNull()).isFalse();
    assertThat(shown.at("/beforeNoise").isNumber()).isTrue();
    assertThat(shown.at("/afterNoise").size()).isPositive();
    assertThat(shown.at("/budget/allowed").asBoolean()).isTrue();
    assertThat(shown.at("/bytes").asInt()).isEqualTo(ReportFormat.BYTES);
    assertThat(shown.at("/hex").asText()).hasSize(2 * ReportFormat.BYTES);
    for (Schema.Field field : Report.getClassSchema().getFields()) {
      assertThat(shown.at("/report").fieldNames())
          .toIterable()
          .anyMatch(name -> name.equals(field.name()) || name.startsWith(field.name() + "."));
    }
    assertThat(parent.resolve("data")).doesNotExist();
  }

  @Test
  void show_afterAReportThatWaits_printsItsOwnBytesUntilTheOwnerOptsOut() throws IOException {
    CommandRun refused = report();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("probe consent telemetry");
    assertThat(parent.resolve("data")).doesNotExist();

    CommandRun kept = report("--consent", "telemetry");
    assertThat(kept.exitCode()).as(kept.err()).isZero();
    JsonNode first = show();
    assertThat(first.has("tokens")).isFalse();
    assertThat(first.at("/origin").asText()).isEqualTo("recorded");
    assertThat(first.at("/measured").isNull()).as("the measurement is not kept").isTrue();
    assertThat(show().at("/hex")).isEqualTo(first.at("/hex"));

    assertThat(CommandRun.of("consent", "off", "--data-dir", data()).exitCode()).isZero();
    assertThat(CommandRun.of(arguments("show")).err()).contains("no longer kept");
    CommandRun again = report("--consent", "telemetry");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("the owner's choice is off");
  }

  @Test
  void report_ownerOptedOutWhileNobodyCouldErase_erasesWhatWaits() throws IOException {
    assertThat(report("--consent", "telemetry").exitCode()).isZero();
    new ConsentFile(parent.resolve("data")).write(Consent.OFF);

    CommandRun refused = report();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("reports that waited and were erased: 1");
    assertThat(CommandRun.of(arguments("show")).err()).contains("no longer kept");
  }

  @Test
  void report_consentUnreadable_saysSoInOneLine() throws IOException {
    assertThat(CommandRun.of("consent", "off", "--data-dir", data()).exitCode()).isZero();
    Files.writeString(parent.resolve("data/consent"), "maybe");

    CommandRun refused = report();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines()).singleElement().asString().contains("no choice of consent");
  }

  private JsonNode show(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--json", "--bytes"));
    options.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments("show", options.toArray(String[]::new)));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  /** A turn whose report leaves with a later one, some time in the next hours. */
  private CommandRun report(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--ingest", "http://127.0.0.1:" + freePort()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments("report", arguments.toArray(String[]::new)));
  }

  private String[] arguments(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--model",
                TinyModels.good().toString(),
                "--suite",
                "intent",
                "--rollout",
                "r1",
                "--device-class",
                "laptop-16gb",
                "--data-dir",
                data()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private String data() {
    return parent.resolve("data").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
