package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.eval.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of an owner's file that devices get. */
class DaemonExampleTest {
  private static final Path EXAMPLE = Path.of("..", "deploy", "probe", "sluice-probe.yaml");

  /** A key that is left out. What is written for people has one space behind its '#'. */
  private static final Pattern LEFT_OUT = Pattern.compile("(?m)^#(?! \\S)(?= *(- )?\\w+:)");

  @TempDir private Path directory;
  private DaemonFile file;

  @BeforeEach
  void begin() {
    file = new DaemonFile(directory);
  }

  @Test
  void check_exampleAsItIs_saysNothing() {
    CommandRun run = CommandRun.of("daemon", "--check", "--config", EXAMPLE.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void read_exampleAsItIs_hasTheDefaults() throws Exception {
    file.assertDefaults(DaemonConfig.read(EXAMPLE));
  }

  @Test
  void read_everyKeyThatIsLeftOutPutIn_hasTheDefaultsStill() throws Exception {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    file.write(whole().replace("/etc/sluice/fleet.secret", secret.toString()));

    DaemonConfig whole = DaemonConfig.read(file.path);

    file.assertDefaults(whole);
    assertThat(whole.credential()).isPresent();
    assertThat(whole.tokens()).isPresent();
    assertThat(whole.engine().memoryLimitBytes()).hasValue(4L << 30);
    assertThat(whole.settings().models())
        .extracting(InstalledModel::version)
        .containsExactly("1.1.0", "1.2.0");
  }

  private static String whole() throws IOException {
    return LEFT_OUT.matcher(Files.readString(EXAMPLE)).replaceAll("");
  }
}
