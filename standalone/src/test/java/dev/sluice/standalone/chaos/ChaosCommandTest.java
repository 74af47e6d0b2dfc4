package dev.sluice.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before a process is started. */
class ChaosCommandTest {
  private static final int USAGE = 2;

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @Test
  void chaos_impossibleNumbers_namesOptionAndRange() {
    assertThat(run("--minutes", "0")).isEqualTo(USAGE);
    assertThat(run("--minutes", "NaN")).isEqualTo(USAGE);
    assertThat(run("--rate", "5001")).isEqualTo(USAGE);

    assertThat(err.toString())
        .contains("--minutes must be above 0 and at most 1440", "--rate must be 1 to 5000");
  }

  @Test
  void chaos_unknownFault_listsThoseThatThereAre() {
    assertThat(run("--only", "earthquake")).isEqualTo(USAGE);

    assertThat(err.toString()).contains("earthquake", "broker-kill-in-commit", "disk-full");
  }

  @Test
  void chaos_jarThatIsMissing_isNamed() {
    Path none = directory.resolve("none.jar");

    assertThat(run("--jar", none.toString())).isEqualTo(USAGE);

    assertThat(err.toString()).contains("--jar " + none + ": no such file");
  }

  @Test
  void chaos_workDirectoryOfSomebodyElse_isLeftAlone() throws Exception {
    Path jar = Files.createFile(directory.resolve("job.jar"));
    Path precious = Files.createFile(Files.createDirectory(directory.resolve("work")).resolve("a"));

    assertThat(run("--jar", jar.toString(), "--work-dir", precious.getParent().toString()))
        .isEqualTo(USAGE);

    assertThat(err.toString()).contains("is not empty");
    assertThat(precious).exists();
  }

  private int run(String... arguments) {
    return new CommandLine(new ChaosCommand())
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
