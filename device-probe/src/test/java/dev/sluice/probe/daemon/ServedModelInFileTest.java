package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the owner writes about models that are on a server. */
class ServedModelInFileTest {
  @TempDir private Path directory;
  private DaemonFile file;

  @BeforeEach
  void begin() {
    file = new DaemonFile(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: http://127.0.0.1:1 | server: ftp://x | server: only http:// and https://",
        "server: http://127.0.0.1:1 | server: http://a:b@127.0.0.1:1 | server: an address with a",
        "server: http://127.0.0.1:1 | server: http://192.0.2.7:1~deployment: edge"
            + " | server: must be https, or on this machine",
        "server: http://127.0.0.1:1 | server: https://vllm.example"
            + " | deployment: must be edge for https://vllm.example",
        "server: http://127.0.0.1:1 | server: https://vllm.example~deployment: edge | deployment:"
            + " runs as edge, and the deviceClass laptop-16gb is of deployment device",
        "server: http://127.0.0.1:1 | server: [1] | server: must be one text",
        "server: http://127.0.0.1:1 | file: /x | serverModel: is about a server",
        "serverModel: tiny | deployment: device | serverModel: is missing",
        "serverModel: tiny | serverModel: tiny~deployment: moon | deployment: must be device or",
        "serverModel: tiny | serverModel: tiny~apiKeyFile: /nowhere | apiKeyFile: cannot be used",
        "serverModel: tiny | serverModel: tiny~serverKey: x | serverKey: is no key; those there",
        "sha256: | file: /x~sha257: | sha257: is no key",
        "serverModel: tiny | serverModel: tiny~version: 2 | the key version is there twice",
      })
  void check_wrongServer_isRefusedInOneLineThatNamesThePlace(String from, String to, String place)
      throws IOException {
    String served = file.served;
    assertThat(file.check(served).exitCode()).isZero();

    CommandRun run = file.check(served.replace(from, to.replace("~", "\n    ")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("probe: " + file.path + ":").contains(place);
    assertThat(run.err()).contains(place.contains("twice") ? ":" : "models/0/");
  }

  /** An edge server is for a class of edge servers, and a file for one of devices. */
  @Test
  void check_edgeServer_needsAClassOfEdgeServers() throws IOException {
    String edge =
        file.served
            .replace("server: http://127.0.0.1:1", "server: https://vllm.example/v1")
            .replace("sha256:", "deployment: edge\n    sha256:")
            .replace("laptop-16gb", "edge-server");

    assertThat(file.check(edge).err()).isEmpty();
    assertThat(file.check(file.sound.replace("laptop-16gb", "edge-server")).err())
        .contains("models/0/file: runs as device, and the deviceClass edge-server");
  }

  @Test
  void check_keyFileThatHoldsNoKey_isRefusedAndNotQuoted() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "not a key\nsecret-42\n");

    CommandRun run =
        file.check(file.served.replace("sha256:", "apiKeyFile: " + key + "\n    sha256:"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("does not hold one API key").doesNotContain("secret-42");
  }
}
