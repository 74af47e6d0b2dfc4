package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "--rounds=0, --rounds must be between 1 and 100",
    "--items=0, --items must be between 1 and 10000",
    "--threads=0, threads must be between 1 and 256",
    "--suite=nonsense, there is no bundled suite 'nonsense'",
  })
  void bench_badOption_isOneLineAndTwo(String option, String complaint) {
    CommandRun run = CommandRun.of("bench", "--model", "any.gguf", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(complaint);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void bench_fileThatIsNoModel_saysSo() throws IOException {
    Path file = Files.writeString(directory.resolve("not.gguf"), "not a model");

    CommandRun run = CommandRun.of("bench", "--model", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("bench: " + file).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
