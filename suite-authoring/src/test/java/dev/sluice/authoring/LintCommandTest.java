package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.suites.loading.SuiteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {

  private static final String SUITE =
      """
      id: mood
      version: 1.0.0
      description: Kind or unkind?
      licence: Apache-2.0
      template: "mood: {{input}}"
      maxTokens: 10
      grader: {type: label, labels: [kind, unkind]}
      items:
        - {id: one, input: lovely, expected: kind}
        - {id: two, input: OTHER, expected: unkind}
      controls:
        - {id: good, kind: must-pass, input: great, expected: kind}
        - {id: bad, kind: must-pass, input: terrible, expected: unkind}
        - {id: best, kind: must-pass, input: superb, expected: kind}
        - {id: wrong, kind: must-fail, input: great, expected: unkind}
      """;

  @TempDir private Path directory;
  private final Terminal terminal = new Terminal();
  private Path sound;
  private Path broken;

  @BeforeEach
  void writeSuites() throws IOException {
    sound = Files.writeString(directory.resolve("a.yaml"), SUITE.replace("OTHER", "dreadful"));
    broken = Files.writeString(directory.resolve("b.yaml"), SUITE.replace("OTHER", "Lovely"));
  }

  @Test
  void lint_soundSuite_exitsWithZeroAndSaysWhatItCosts() {
    assertThat(terminal.run("lint", sound.toString())).isZero();
    assertThat(terminal.out())
        .contains("nothing to object to")
        .contains("one run: 6 questions, at most 25 prompt and 60 answer tokens, 13 s");
  }

  @Test
  void lint_suiteWithAnError_exitsWithOneAndNamesTheItem() {
    assertThat(terminal.run("lint", sound.toString(), broken.toString())).isEqualTo(1);
    assertThat(terminal.out()).contains("error    contradiction    two");
  }

  @Test
  void lint_json_isPureJson() throws IOException {
    assertThat(terminal.run("lint", "--json", broken.toString())).isEqualTo(1);

    JsonNode report = new ObjectMapper().readTree(terminal.out()).get(0);
    assertThat(report.at("/findings/0/severity").asText()).isEqualTo("error");
    assertThat(report.at("/findings/0/question").asText()).isEqualTo("two");
    assertThat(report.at("/cost/questions").asInt()).isEqualTo(6);
  }

  /** What a publisher pins and a result names: the same for every spelling of the same suite. */
  @Test
  void lint_anySuite_saysItsDigest() throws Exception {
    String digest = SuiteFiles.read(sound).digest().hex();
    Path retold =
        Files.writeString(
            directory.resolve("retold.yaml"),
            Files.readString(sound).replace("Kind or unkind?", "In other words."));

    assertThat(terminal.run("lint", sound.toString(), retold.toString())).isZero();
    assertThat(terminal.out().lines().filter(line -> line.equals("  digest: " + digest)))
        .hasSize(2);
  }

  @Test
  void lint_json_hasTheDigestWhereThereIsASuite() throws Exception {
    Path none = Files.writeString(directory.resolve("none.yaml"), "id: mood\n");

    terminal.run("lint", "--json", sound.toString(), none.toString());

    JsonNode reports = new ObjectMapper().readTree(terminal.out());
    assertThat(reports.at("/0/digest").asText()).isEqualTo(SuiteFiles.read(sound).digest().hex());
    assertThat(reports.at("/1/digest").isNull()).isTrue();
  }

  @Test
  void lint_overBudget_isAWarning() {
    assertThat(terminal.run("lint", "--budget", "5", sound.toString())).isZero();
    assertThat(terminal.out()).contains("warning  cost").contains("more than 5 s");
  }

  @Test
  void lint_noSuiteInTheFile_isAnErrorWithItsLine() throws IOException {
    Path file = Files.writeString(directory.resolve("c.yaml"), "id: mood\ncolour: red\n");

    assertThat(terminal.run("lint", file.toString(), directory.resolve("d.yaml").toString()))
        .isEqualTo(1);
    assertThat(terminal.out()).contains("line 2: unknown key 'colour'").doesNotContain("d.yaml");
    assertThat(terminal.err()).isEqualToIgnoringNewLines(missing("d.yaml"));
  }

  @Test
  void lint_fileThatCannotBeRead_isOneLineOnStandardErrorAndAFindingInJson() throws IOException {
    assertThat(terminal.run("lint", "--json", directory.resolve("d.yaml").toString())).isEqualTo(1);

    JsonNode report = new ObjectMapper().readTree(terminal.out()).get(0);
    assertThat(report.at("/findings/0/message").asText()).isEqualTo("there is no such file");
    assertThat(terminal.err()).isEqualToIgnoringNewLines(missing("d.yaml"));
  }

  private String missing(String name) {
    return directory.resolve(name) + ": there is no such file";
  }

  /** Opening a pipe would wait for somebody to write to it. */
  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void lint_pipe_isRefusedAndTheOtherFilesAreLookedAt() throws Exception {
    Path pipe = directory.resolve("pipe.yaml");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);

    assertThat(terminal.run("lint", pipe.toString(), sound.toString())).isEqualTo(1);

    assertThat(terminal.err().lines())
        .containsExactly(pipe + ": it is a device or a pipe; name a regular file");
    assertThat(terminal.out()).contains("one run:");
  }

  @Test
  void lint_rateThatIsNone_isWrongUsage() {
    assertThat(terminal.run("lint", "--answer-rate", "0", sound.toString())).isEqualTo(2);
    assertThat(terminal.run("lint", "--prompt-rate", "NaN", sound.toString())).isEqualTo(2);
    assertThat(terminal.run("lint", "--prompt-rate", "1e-320", sound.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("must be between 0.001 and 1000000000");
    assertThat(terminal.run("lint")).isEqualTo(2);
  }
}
