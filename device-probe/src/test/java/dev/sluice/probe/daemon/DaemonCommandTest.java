package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner types, without a model and without a network. */
class DaemonCommandTest {
  @TempDir private Path directory;
  private DaemonFile file;

  @BeforeEach
  void begin() {
    file = new DaemonFile(directory);
  }

  @Test
  void once_withoutConsentAndNetwork_endsWellAndSaysWhyItWaits() throws IOException {
    assertThat(file.once(file.sound).exitCode()).isZero();

    CommandRun status = status();
    assertThat(status.exitCode()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(status.out());
    assertThat(json.at("/running").asBoolean(true)).isFalse();
    assertThat(json.at("/endedInOrder").asBoolean(false)).isTrue();
    assertThat(json.at("/reasons/0/reason").asText()).isEqualTo("consent");
    assertThat(statusText()).contains("ended in order", "it waited because ", "consent: off");
  }

  @Test
  void once_withTokens_saysHowManyThereAreAndForWhom() throws IOException {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    String paid = file.sound + "credentialFile: " + secret + "\ntokens: true\n";

    assertThat(file.once(paid).exitCode()).isZero();

    assertThat(statusText())
        .contains(
            "tokens: 0 of 4 kept, for localhost; the next is fetched when the network is used");
    assertThat(status().out()).doesNotContain("\"secret\"");
  }

  @Test
  void status_nothingWasSaidYet_isNeitherAGoodEndNorABadOne() throws IOException {
    CommandRun none = status();

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(none.out()).has("endedInOrder")).isFalse();
    assertThat(statusText()).startsWith("no daemon runs here, and none has said anything yet");
  }

  @Test
  void daemon_secondInOneDirectory_isToldSo() throws IOException {
    file.write(file.sound);
    OwnerOnlyDirectory data = OwnerOnlyDirectory.create(file.dataDirectory);
    try (DirectoryLock first = data.lock(DaemonCommand.LOCK)) {
      CommandRun second = CommandRun.of("daemon", "--config", file.path.toString());

      assertThat(second.exitCode()).isEqualTo(75);
      assertThat(second.err()).contains("another daemon");
      assertThat(status().exitCode()).isZero();
    }
    assertThat(status().exitCode()).isEqualTo(1);
  }

  private String statusText() {
    return CommandRun.of("status", "--data-dir", file.dataDirectory.toString()).out();
  }

  private CommandRun status() {
    return CommandRun.of("status", "--json", "--data-dir", file.dataDirectory.toString());
  }
}
