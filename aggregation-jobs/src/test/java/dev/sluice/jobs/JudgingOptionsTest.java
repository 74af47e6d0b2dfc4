package dev.sluice.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Registries that cannot be used are seen before anything is connected to. */
class JudgingOptionsTest {
  private static final String RUN =
      "run --bootstrap-servers localhost:1 --jdbc-url jdbc:postgresql://localhost:1/none";
  private static final String DEAD_LETTERS = "dead-letters --bootstrap-servers localhost:1";
  private static final String REPLAY =
      "replay --reason registry-mismatch --bootstrap-servers localhost:1";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {RUN, DEAD_LETTERS, REPLAY})
  void registries_thatCannotBeUsed_areUsageErrorsThatNameTheFile(String command)
      throws IOException {
    Path broken = file("broken.yaml", "registry: 2\n".getBytes(UTF_8));
    Path binary = file("binary.yaml", new byte[] {(byte) 0xFF, 0, (byte) 0xFE});
    Path same = file("same.yaml", ("# again\n" + BundledRegistry.text()).getBytes(UTF_8));

    for (String option : List.of("--registry", "--also-admit")) {
      assertThat(refused(command, option, "no.yaml")).contains("no.yaml: there is no such file");
      assertThat(refused(command, option, directory.toString()))
          .contains(directory + ": cannot be read as UTF-8 text");
      assertThat(refused(command, option, binary.toString()))
          .contains(binary + ": cannot be read as UTF-8 text");
      assertThat(refused(command, option, broken.toString())).contains(broken.toString());
    }
    assertThat(refused(command, "--also-admit", same.toString()))
        .contains(same + ": is the same registry as the registry that ships with Sluice");
  }

  private Path file(String name, byte[] contents) throws IOException {
    return Files.write(directory.resolve(name), contents);
  }

  private static String refused(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(options));
    StringWriter people = new StringWriter();
    int exit =
        JobsCommand.commandLine()
            .setErr(new PrintWriter(people))
            .execute(words.toArray(String[]::new));
    assertThat(exit).as(people.toString()).isEqualTo(CommandLine.ExitCode.USAGE);
    return people.toString();
  }
}
