package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void bench_unknownFigure_saysWhichThereAre() {
    assertThat(run("--only", "gateway,sped")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no figure 'sped'")
        .contains("gateway, job, size, state, devices, versions, overload, recovery");
  }

  @Test
  void bench_wrongOptions_areRefusedBeforeAnythingStarts() {
    assertThat(run("--rounds", "0")).isEqualTo(2);
    assertThat(run("--quick", "--full")).isEqualTo(2);
    assertThat(run("--directory", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("--rounds must be between 1 and 100, was 0")
        .contains("mutually exclusive")
        .contains("there is no directory");
  }

  @Test
  void bench_size_needsNoProcessAndLeavesNothing() {
    assertThat(
            run("--only", "size", "--rounds", "2", "--directory", directory.toString(), "--json"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("\"report_bytes_ratio\"").contains("\"rounds\" : 2");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void help_listsEveryFigure() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains(Studies.names());
  }

  private int run(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
