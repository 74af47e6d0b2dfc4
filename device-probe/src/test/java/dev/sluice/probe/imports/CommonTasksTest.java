package dev.sluice.probe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authoring.SuiteCommand;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Tasks in the shape of those that lm-eval is run with most, through the command. */
class CommonTasksTest {
  @TempDir private Path directory;

  static Stream<Arguments> tasks() {
    return Stream.of(
        Arguments.of(
            "mmlu_like",
            "The following are multiple choice questions (with answers) about air.\n\n"
                + "Which gas do people need to breathe?\n"
                + "A. neon\nB. helium\nC. argon\nD. oxygen\nAnswer:",
            " D",
            List.of(" A", " B", " C", " D")),
        Arguments.of(
            "piqa_like",
            "Question: To hang a picture on a wall,\nAnswer:",
            " drive a nail in and hang it there.",
            List.of(" glue the hammer to the frame.", " drive a nail in and hang it there.")),
        Arguments.of(
            "openbookqa_like",
            "An owl finds a mouse at night because it",
            " hears well",
            List.of(" swims well", " eats grass", " hears well", " lives in trees")),
        Arguments.of(
            "sciq_like",
            "Ice melts at zero degrees Celsius.\n"
                + "Question: At how many degrees Celsius does ice melt?\nAnswer:",
            " zero",
            List.of(" ten", " fifty", " ninety", " zero")),
        Arguments.of(
            "boolq_like",
            "Chess is played by two people on a board of 64 squares.\n"
                + "Question: is chess played by three people?\nAnswer:",
            " no",
            List.of(" no", " yes")));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void import_commonTask_asksAllItsDocumentsAndLintTakesIt(
      String task, String input, String expected, List<String> choices)
      throws IOException, SuiteFormatException {
    Path suite = directory.resolve("suite.yaml");

    StringWriter said = new StringWriter();
    assertThat(
            run(
                said,
                "import",
                "--from",
                "lm-eval",
                copied(task + ".yaml"),
                "--data",
                copied(task + ".jsonl"),
                "-o",
                suite.toString()))
        .as(said.toString())
        .isZero();
    assertThat(run(said, "lint", suite.toString())).as(said.toString()).isZero();

    Suite read = SuiteFiles.read(suite);
    assertThat(said.toString()).doesNotContain("left out");
    assertThat(read.controls()).hasSize(3);
    assertThat(read.items())
        .hasSize(3)
        .contains(new Item("doc-3", input, expected, choices, List.of()));
  }

  private static int run(StringWriter said, String... arguments) {
    PrintWriter terminal = new PrintWriter(said, true);
    return new CommandLine(new SuiteCommand()).setOut(terminal).setErr(terminal).execute(arguments);
  }

  private String copied(String file) throws IOException {
    return Files.writeString(directory.resolve(file), ForeignFiles.text(file)).toString();
  }
}
