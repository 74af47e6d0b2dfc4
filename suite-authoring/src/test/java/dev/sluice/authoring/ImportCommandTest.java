package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir private Path directory;
  private final Terminal terminal = new Terminal();
  private Path samples;

  @BeforeEach
  void writeSamples() throws IOException {
    samples = Samples.writtenTo(directory);
  }

  @Test
  void import_samples_writesASuiteThatTheProbeReadsAndLintTakes()
      throws IOException, SuiteFormatException {
    Path suite = directory.resolve("suite.yaml");

    assertThat(
            terminal.run(
                "import", "--from", "openai-evals", samples.toString(), "-o", suite.toString()))
        .isZero();

    Suite read = SuiteFiles.read(suite);
    assertThat(read.id()).isEqualTo("my-samples");
    assertThat(read.info().licence()).isEqualTo("NOASSERTION");
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .startsWith("1 items, 3 controls, grader contains-any; what the file says otherwise:")
        .contains("sample-1 and sample-2 became controls");
    assertThat(terminal.run("lint", suite.toString())).isZero();
  }

  @Test
  void import_withoutOutput_printsTheSuiteAlone() {
    assertThat(
            terminal.run(
                "import",
                "--from",
                "openai-evals",
                "--id",
                "sums",
                "--licence",
                "MIT",
                samples.toString()))
        .isZero();
    assertThat(terminal.out()).startsWith("id: sums\n").contains("expected: '4'");
  }

  @Test
  void import_fileOfAnotherTool_isRefusedAndNothingIsWritten() {
    Path suite = directory.resolve("suite.yaml");

    assertThat(
            terminal.run(
                "import", "--from", "promptfoo", samples.toString(), "-o", suite.toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("My Samples.jsonl: ");
    assertThat(suite).doesNotExist();
  }

  @Test
  void import_taskWithItsDocuments_isOneSuite() throws IOException {
    Path task =
        Files.writeString(
            directory.resolve("sums.yaml"),
            "task: sums\ndoc_to_text: input\ndoc_to_target: ideal\n");

    assertThat(
            terminal.run(
                "import", "--from", "lm-eval", task.toString(), "--data", samples.toString()))
        .isZero();
    assertThat(terminal.out()).startsWith("id: sums\n").contains("type: normalised");
    assertThat(terminal.run("import", "--from", "lm-eval", task.toString())).isEqualTo(1);
  }

  @Test
  void import_wrongUsage_exitsWithTwo() {
    assertThat(terminal.run("import", "--from", "excel", samples.toString())).isEqualTo(2);
    assertThat(terminal.err())
        .contains("'excel' is not one of lm-eval, promptfoo, openai-evals, inspect");
    assertThat(terminal.run("import", samples.toString())).isEqualTo(2);
  }

  @Test
  void import_asText_isATextToContinueUnlessItIsOneAnyway() {
    String file = samples.toString();

    assertThat(terminal.run("import", "--from", "openai-evals", "--as", "text", file)).isZero();
    assertThat(terminal.out()).contains("template: '{{input}}'").doesNotContain("chat:");
    assertThat(terminal.run("import", "--from", "openai-evals", file)).isZero();
    assertThat(terminal.out()).contains("chat:\n  user: '{{input}}'\n  template: chatml\n");
    assertThat(terminal.run("import", "--from", "inspect", "--as", "poem", file)).isEqualTo(2);
    assertThat(terminal.err()).contains("'poem' is not one of chat, text");
    assertThat(terminal.run("import", "--from", "lm-eval", "--data", file, "--as", "chat", file))
        .isEqualTo(2);
  }

  @Test
  void import_match_isTheEvalThatMarksOrWrongUsage() {
    String file = samples.toString();

    assertThat(terminal.run("import", "--from", "openai-evals", "--match", "Match", file)).isZero();
    assertThat(terminal.out()).contains("type: regex");
    assertThat(terminal.run("import", "--from", "openai-evals", "--match", "Model", file))
        .isEqualTo(2);
    assertThat(terminal.err())
        .contains("'Model' is not one of Match, Includes, FuzzyMatch, JsonMatch");
    assertThat(terminal.run("import", "--from", "inspect", "--match", "Match", file)).isEqualTo(2);
    assertThat(
            terminal.run(
                "import", "--from", "inspect", "--include-root", directory.toString(), file))
        .isEqualTo(2);
  }

  @Test
  void import_registry_namesTheEvalOfTheSamples() throws IOException {
    String registry =
        write(
            "test-match.yaml",
            """
            test-match:
              id: test-match.s1.simple-v0
              metrics: [accuracy]
            test-match.s1.simple-v0:
              class: evals.elsuite.basic.match:Match
              args: {samples_jsonl: test_match/My Samples.jsonl, num_few_shot: 4}
            other.s1:
              class: evals.elsuite.modelgraded.classify:ModelBasedClassify
              args: {samples_jsonl: other.jsonl}
            """);
    String file = samples.toString();
    String other = write("other.jsonl", "{}");
    String third = write("third.jsonl", "{}");

    assertThat(terminal.run("import", "--from", "openai-evals", "--registry", registry, file))
        .isZero();
    assertThat(terminal.out()).contains("type: regex");
    assertThat(terminal.err()).contains("'num_few_shot' is not taken over", "taken as Match");
    assertThat(terminal.run("import", "--from", "openai-evals", "--registry", registry, other))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("classify:ModelBasedClassify cannot be represented");
    assertThat(terminal.run("import", "--from", "openai-evals", "--registry", registry, third))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("the registry has 2 evals for third.jsonl");
    assertThat(
            terminal.run(
                "import", "--from", "openai-evals", "--registry", write("l.yaml", "[]"), file))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("the registry: the file must be a mapping");
    assertThat(terminal.run("import", "--from", "inspect", "--registry", registry, file))
        .isEqualTo(2);
  }

  @Test
  void import_noSuchFile_saysSo() {
    assertThat(terminal.run("import", "--from", "inspect", directory.resolve("none").toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("there is no such file");
  }

  /** A device never ends, and a pipe that nobody writes to never begins. */
  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void import_whatIsNoRegularFile_isOneLineThatSaysSo() throws Exception {
    assertThat(terminal.run("import", "--from", "promptfoo", directory.toString())).isEqualTo(1);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains("is a directory");

    assumeTrue(Files.exists(Path.of("/dev/zero")));
    assertThat(terminal.run("import", "--from", "promptfoo", "/dev/zero")).isEqualTo(1);
    assertThat(terminal.err().lines()).hasSize(2);
    assertThat(terminal.err())
        .endsWith("/dev/zero: it is a device or a pipe; name a regular file\n");

    Path pipe = directory.resolve("pipe.jsonl");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertThat(terminal.run("import", "--from", "inspect", pipe.toString())).isEqualTo(1);
    assertThat(
            terminal.run(
                "import", "--from", "lm-eval", samples.toString(), "--data", pipe.toString()))
        .isEqualTo(1);
    assertThat(terminal.err().lines())
        .hasSize(4)
        .endsWith(
            pipe + ": it is a device or a pipe; name a regular file",
            pipe + ": it is a device or a pipe; name a regular file");
  }

  @Test
  void import_outputThatCannotBeWritten_saysWhichAndWhatIsMissing() {
    String nowhere = directory.resolve("no/suite.yaml").toString();

    assertThat(terminal.run("import", "--from", "openai-evals", samples.toString(), "-o", nowhere))
        .isEqualTo(1);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains(nowhere, "cannot be written");
  }

  @Test
  void import_overTheFileItself_isRefusedAndTheFileStays() throws IOException {
    String before = Files.readString(samples);
    String file = samples.toString();

    assertThat(terminal.run("import", "--from", "openai-evals", file, "-o", file)).isEqualTo(2);
    assertThat(terminal.err()).contains("--output is a file that is imported");
    assertThat(Files.readString(samples)).isEqualTo(before);
  }

  @Test
  void import_again_replacesTheSuiteAndLeavesNothingBeside() throws IOException {
    Path suite = Files.writeString(directory.resolve("suite.yaml"), "old");

    assertThat(
            terminal.run(
                "import", "--from", "openai-evals", samples.toString(), "-o", suite.toString()))
        .isZero();
    assertThat(Files.readString(suite)).startsWith("id: my-samples\n");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(samples, suite);
    }
  }

  @Test
  void import_idOrTokensThatNoSuiteMayHave_isWrongUsage() {
    String file = samples.toString();

    assertThat(terminal.run("import", "--from", "openai-evals", file, "--max-tokens", "-1"))
        .isEqualTo(2);
    assertThat(terminal.run("import", "--from", "openai-evals", file, "--id", "A b")).isEqualTo(2);
    assertThat(terminal.err()).contains("--max-tokens must be between 1 and 4096, was -1");
    assertThat(terminal.err()).contains("was 'A b'");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void import_nothingThatCanBeMarked_saysOfEachAssertionWhy() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            prompts: ['Say {{word}}']
            tests:
              - vars: {word: a}
                assert: [{type: javascript, value: 'output == 1'}]
              - vars: {word: b}
                assert: [{type: llm-rubric, value: is nice}]
            """);

    assertThat(terminal.run("import", "--from", "promptfoo", config.toString())).isEqualTo(1);
    assertThat(terminal.err().lines())
        .containsExactly(
            config + ": no test has an assertion that a suite can mark",
            "  test-1                   assert javascript is code, and code is refused",
            "  test-2                   assert llm-rubric cannot be represented");
  }

  @Test
  void import_tagThatNamesCode_isRefusedWithItsLine() throws IOException {
    Path task =
        Files.writeString(
            directory.resolve("t.yaml"), "task: t\ndoc_to_text: !function utils.text\n");

    assertThat(
            terminal.run(
                "import", "--from", "lm-eval", task.toString(), "--data", samples.toString()))
        .isEqualTo(1);
    assertThat(terminal.err())
        .isEqualToIgnoringNewLines(task + ": line 2: !function names code, and code is refused");
  }

  @Test
  void import_lineThatIsCutOff_isOneLineWithoutTheParsersOwnSettings() throws IOException {
    Path cut = Files.writeString(directory.resolve("cut.jsonl"), "{\"input\": \"a\"\n");

    assertThat(terminal.run("import", "--from", "inspect", cut.toString())).isEqualTo(1);
    assertThat(terminal.err().lines()).hasSize(1);
    assertThat(terminal.err()).contains("line 1 is not JSON").doesNotContain("REDACTED");
  }

  private String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }
}
