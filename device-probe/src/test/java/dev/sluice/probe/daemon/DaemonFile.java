package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that an owner writes for the daemon, in a directory of its own. */
final class DaemonFile {
  private static final String DIGEST = "ab".repeat(32);

  final Path path;
  final Path dataDirectory;

  /** A sound file, of a model in a file of its own. */
  final String sound;

  /** A sound file, of a model on a server. */
  final String served;

  DaemonFile(Path directory) {
    path = directory.resolve("probe.yaml");
    dataDirectory = directory.resolve("data");
    String head =
        """
        dataDir: %s
        gate: http://127.0.0.1:1
        ingest: http://127.0.0.1:1
        deviceClass: laptop-16gb
        models:
        """
            .formatted(dataDirectory);
    sound =
        head
            + """
              - {name: tiny, version: 1.1.0, file: /nowhere/tiny.gguf, sha256: "%s"}
            """
                .formatted(DIGEST);
    served =
        head
            + """
              - name: tiny
                version: 1.1.0
                server: http://127.0.0.1:1
                serverModel: tiny
                sha256: "%s"
            """
                .formatted(DIGEST);
  }

  void write(String content) throws IOException {
    Files.writeString(path, content);
  }

  /** What {@code daemon --check} says of a content. */
  CommandRun check(String content) throws IOException {
    write(content);
    return CommandRun.of("daemon", "--check", "--config", path.toString());
  }

  /** One turn of the daemon. */
  CommandRun once(String content) throws IOException {
    write(content);
    return CommandRun.of("daemon", "--once", "--config", path.toString());
  }

  /** A file that shows every key must say no more than the least one; writes the sound file. */
  void assertDefaults(DaemonConfig shown) throws Exception {
    write(sound);
    DaemonConfig least = DaemonConfig.read(path);
    assertThat(shown.settings().owner()).isEqualTo(least.settings().owner());
    assertThat(shown.settings().suites()).isEqualTo(least.settings().suites());
    assertThat(shown.settings().epsilon()).isEqualTo(least.settings().epsilon());
    assertThat(shown.settings().caps()).isEqualTo(least.settings().caps());
    assertThat(shown.settings().sendDelay()).isEqualTo(least.settings().sendDelay());
    assertThat(shown.settings().assumedWatts()).isEqualTo(least.settings().assumedWatts());
    assertThat(shown.network()).isEqualTo(least.network());
  }
}
