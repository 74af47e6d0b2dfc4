package dev.sluice.probe.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.ledger.ReportBytes;
import dev.sluice.schemas.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner of a device types, without any model. */
class OwnerCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final LocalDate today = LocalDate.now(Clock.systemUTC());

  @TempDir private Path parent;
  private Path data;

  @BeforeEach
  void chooseDirectory() {
    data = parent.resolve("data");
  }

  @Test
  void consent_noChoiceYet_isEvalOnlyAndMakesNothing() throws IOException {
    JsonNode shown = JSON.readTree(run("consent", "--json").out());

    assertThat(shown.at("/consent").asText()).isEqualTo("eval-only");
    assertThat(shown.at("/recorded").asBoolean()).isFalse();
    assertThat(data).doesNotExist();
  }

  @Test
  void consent_eachChoice_isRecordedForTheNextCommand() throws IOException {
    for (String choice : new String[] {"telemetry", "eval-only", "off"}) {
      assertThat(run("consent", choice).exitCode()).isZero();

      assertThat(run("consent").out().strip()).isEqualTo(choice);
    }
  }

  @Test
  void consent_unknownChoice_isAUsageError() {
    assertThat(run("consent", "yes").exitCode()).isEqualTo(2);
    assertThat(data).doesNotExist();
  }

  @Test
  void consent_damagedFile_allowsNothing() throws IOException {
    run("consent", "telemetry");
    Files.writeString(data.resolve("consent"), "telemetry?");

    CommandRun shown = run("consent");

    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.err().lines()).hasSize(1);
    assertThat(new ConsentFile(data).allowsReports()).isFalse();
  }

  @Test
  void consent_optOut_erasesWhatWaits() throws Exception {
    run("consent", "telemetry");
    addWaitingReport();

    CommandRun off = run("consent", "off");

    assertThat(off.exitCode()).isZero();
    assertThat(off.err()).contains("erased: 1");
    JsonNode ledger = ledger();
    assertThat(ledger.at("/consent").asText()).isEqualTo("off");
    assertThat(ledger.at("/spentEpsilon").asDouble()).isEqualTo(1);
    assertThat(ledger.at("/reports/0/state").asText()).isEqualTo("withdrawn");
  }

  @Test
  void consent_optOutWhileAProbeRuns_holdsAtOnceAndSaysWhatIsLeftToDo() throws Exception {
    run("consent", "telemetry");
    try (LedgerFile running = LedgerFile.open(data, Caps.DEFAULT, today)) {
      CommandRun off = run("consent", "off");

      assertThat(off.exitCode()).isEqualTo(1);
      assertThat(off.err()).contains("holds from now on", "open already");
      assertThat(new ConsentFile(data).effective()).isEqualTo(Consent.OFF);
      assertThat(running.state().unsettled()).isEmpty();
    }
  }

  @Test
  void ledger_withoutConsent_allowsNoReportAndSaysWhy() throws Exception {
    JsonNode none = ledger().at("/nextReport");
    assertThat(none.at("/allowed").asBoolean(true)).isFalse();
    assertThat(none.at("/from").isNull()).isTrue();
    assertThat(none.at("/reason").asText()).isEqualTo("consent is eval-only");
    assertThat(run("ledger").out()).contains("next report  not while consent is eval-only");

    run("consent", "off");
    assertThat(ledger().at("/nextReport/reason").asText()).isEqualTo("consent is off");
    run("consent", "telemetry");
    assertThat(ledger().at("/nextReport/allowed").asBoolean()).isTrue();
    assertThat(ledger().at("/nextReport/reason").isNull()).isTrue();
  }

  @Test
  void ledger_whileAProbeRuns_listsEveryReport() throws Exception {
    run("consent", "telemetry");
    addWaitingReport();
    try (LedgerFile running = LedgerFile.open(data, Caps.DEFAULT, today)) {
      running.append(new LedgerRecord.Settled("r1/m", LedgerRecord.Settlement.ACKNOWLEDGED));

      JsonNode ledger = ledger();

      assertThat(ledger.at("/leftEpsilon").asDouble()).isEqualTo(23);
      assertThat(ledger.at("/nextReport/allowed").asBoolean()).isTrue();
      assertThat(ledger.at("/nextReport/from").asText()).isEqualTo(today.toString());
      assertThat(ledger.at("/reports")).hasSize(1);
      assertThat(ledger.at("/reports/0/day").asText()).isEqualTo(today.toString());
      assertThat(ledger.at("/reports/0/cell").asText()).isEqualTo("r1/m");
      assertThat(ledger.at("/reports/0/metric").asText()).isEqualTo("quality");
      assertThat(ledger.at("/reports/0/epsilon").asDouble()).isEqualTo(1);
      assertThat(ledger.at("/reports/0/state").asText()).isEqualTo("acknowledged");
      assertThat(run("ledger").out()).contains("epsilon 1 of 24", "acknowledged", "r1/m");
    }
  }

  @Test
  void ledger_lost_saysUntilWhenItIsQuarantined() throws Exception {
    addWaitingReport();
    Files.delete(data.resolve("ledger-1"));

    JsonNode ledger = ledger();

    assertThat(ledger.at("/trouble").asText()).isEqualTo("the ledger is missing");
    assertThat(ledger.at("/nextReport/reason").asText()).startsWith("consent is eval-only; ");
    assertThat(ledger.at("/quarantinedUntil").asText()).isEqualTo(today.plusDays(28).toString());
    assertThat(ledger.at("/nextReport/from").asText()).isEqualTo(today.plusDays(28).toString());
    assertThat(ledger.at("/spentEpsilon").asDouble()).isEqualTo(1);
  }

  @Test
  void ledger_closed_failsAndSaysWhy() throws Exception {
    addWaitingReport();
    Files.delete(data.resolve("ledger.mark"));

    CommandRun shown = run("ledger");

    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.out()).contains("its mark is missing", "never");
  }

  @Test
  void consent_optOutOfAClosedLedger_erasesItToo() throws Exception {
    addWaitingReport();
    Files.delete(data.resolve("ledger.mark"));

    assertThat(run("consent", "off").exitCode()).isZero();

    assertThat(data.resolve("ledger-1")).doesNotExist();
    assertThat(run("ledger").exitCode()).isEqualTo(1);
  }

  @Test
  void ledger_capsBeyondTheBounds_areUsageErrors() {
    assertThat(run("ledger", "--max-reports", "9").exitCode()).isEqualTo(2);
    assertThat(run("ledger", "--max-epsilon", "96.5").exitCode()).isEqualTo(2);
    assertThat(run("ledger", "--max-epsilon", "NaN").exitCode()).isEqualTo(2);
    assertThat(run("ledger", "--max-epsilon", "-1").exitCode()).isEqualTo(2);
    assertThat(run("ledger", "--max-reports", "8", "--max-epsilon", "96").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "ledger --json", "consent", "consent telemetry", "status"})
  void command_dataDirectoryThatIsAFile_isOneLineAndTheFileStays(String command) throws Exception {
    Files.writeString(data, "mine");

    List<String> words = List.of(command.split(" "));
    String[] more = words.subList(1, words.size()).toArray(String[]::new);

    CommandRun refused = run(words.get(0), more);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .startsWith("probe: ")
        .endsWith(data + " must be a directory")
        .containsOnlyOnce(data.toString());
    assertThat(data).hasContent("mine");
  }

  private void addWaitingReport() throws Exception {
    try (LedgerFile ledger = LedgerFile.open(data, Caps.DEFAULT, today)) {
      ledger.append(
          new LedgerRecord.Released(
              "r1/m",
              "quality",
              today,
              Epsilon.of(1),
              new Digest(new byte[16]),
              Instant.EPOCH,
              Optional.of(ReportBytes.of(new byte[] {1, 2, 3}))));
    }
  }

  private JsonNode ledger() throws IOException {
    CommandRun shown = run("ledger", "--json");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    return JSON.readTree(shown.out());
  }

  private CommandRun run(String command, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--data-dir";
    all[all.length - 1] = data.toString();
    return CommandRun.of(all);
  }
}
