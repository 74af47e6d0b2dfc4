package dev.sluice.probe.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any model is run. */
class ComparedVersionsTest {
  @TempDir private Path directory;

  @Test
  void show_comparedWithAnotherModel_isAUsageError() throws IOException {
    CommandRun run = show("--compare-with", copy("other-1.0.0-q8_0.gguf"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--compare-with takes another version of tiny", "is other", "--model-name");
  }

  @Test
  void show_versionThatNoReportHasRoomFor_isAUsageErrorAndNotCut() throws IOException {
    CommandRun run = show("--model-version", "1.1.0-rc.1.build7");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--model-version: the version 1.1.0-rc.1.build7 has 17 characters; a report has");

    CommandRun compared =
        show("--compare-with", copy("tiny-100000000.100000000.100000000-q8_0.gguf"));

    assertThat(compared.exitCode()).isEqualTo(2);
    assertThat(compared.err())
        .contains("--compare-with: the version 100000000.100000000.100000000");
  }

  private String copy(String name) throws IOException {
    return Files.copy(TinyModels.good(), directory.resolve(name)).toString();
  }

  private CommandRun show(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "show",
                "--model",
                TinyModels.good().toString(),
                "--rollout",
                "r1",
                "--device-class",
                "laptop-16gb",
                "--data-dir",
                directory.resolve("data").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
