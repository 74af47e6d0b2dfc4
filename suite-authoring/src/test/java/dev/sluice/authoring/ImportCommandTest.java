package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path samples;

  @BeforeEach
  void writeSamples() throws IOException {
    samples =
        Files.writeString(
            directory.resolve("My Samples.jsonl"),
            """
            {"input": "2+2?", "ideal": "4"}
            {"input": "Say no", "ideal": "no"}
            {"input": "3+3?", "ideal": "6"}
            """);
  }

  @Test
  void import_samples_writesASuiteThatTheProbeReadsAndLintTakes()
      throws IOException, SuiteFormatException {
    Path suite = directory.resolve("suite.yaml");

    assertThat(run("import", "--from", "openai-evals", samples.toString(), "-o", suite.toString()))
        .isZero();

    Suite read = SuiteFiles.read(suite);
    assertThat(read.id()).isEqualTo("my-samples");
    assertThat(read.info().licence()).isEqualTo("NOASSERTION");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("1 items, 3 controls, grader contains-any; what the file says otherwise:")
        .contains("sample-1 and sample-2 became controls");
    assertThat(run("lint", suite.toString())).isZero();
  }

  @Test
  void import_withoutOutput_printsTheSuiteAlone() {
    assertThat(
            run(
                "import",
                "--from",
                "openai-evals",
                "--id",
                "sums",
                "--licence",
                "MIT",
                samples.toString()))
        .isZero();
    assertThat(out.toString()).startsWith("id: sums\n").contains("expected: '4'");
  }

  @Test
  void import_fileOfAnotherTool_isRefusedAndNothingIsWritten() {
    Path suite = directory.resolve("suite.yaml");

    assertThat(run("import", "--from", "promptfoo", samples.toString(), "-o", suite.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("My Samples.jsonl: ");
    assertThat(suite).doesNotExist();
  }

  @Test
  void import_taskWithItsDocuments_isOneSuite() throws IOException {
    Path task =
        Files.writeString(
            directory.resolve("sums.yaml"),
            "task: sums\ndoc_to_text: input\ndoc_to_target: ideal\n");

    assertThat(run("import", "--from", "lm-eval", task.toString(), "--data", samples.toString()))
        .isZero();
    assertThat(out.toString()).startsWith("id: sums\n").contains("type: normalised");
    assertThat(run("import", "--from", "lm-eval", task.toString())).isEqualTo(1);
  }

  @Test
  void import_wrongUsage_exitsWithTwo() {
    assertThat(run("import", "--from", "excel", samples.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("'excel' is not one of lm-eval, promptfoo, openai-evals, inspect");
    assertThat(run("import", samples.toString())).isEqualTo(2);
  }

  @Test
  void import_asText_isATextToContinueUnlessItIsOneAnyway() {
    String file = samples.toString();

    assertThat(run("import", "--from", "openai-evals", "--as", "text", file)).isZero();
    assertThat(out.toString()).contains("template: '{{input}}'").doesNotContain("chat:");
    assertThat(run("import", "--from", "openai-evals", file)).isZero();
    assertThat(out.toString()).contains("chat:\n  user: '{{input}}'\n  template: chatml\n");
    assertThat(run("import", "--from", "inspect", "--as", "poem", file)).isEqualTo(2);
    assertThat(err.toString()).contains("'poem' is not one of chat, text");
    assertThat(run("import", "--from", "lm-eval", "--data", file, "--as", "chat", file))
        .isEqualTo(2);
  }

  @Test
  void import_match_isTheEvalThatMarksOrWrongUsage() {
    String file = samples.toString();

    assertThat(run("import", "--from", "openai-evals", "--match", "Match", file)).isZero();
    assertThat(out.toString()).contains("type: regex");
    assertThat(run("import", "--from", "openai-evals", "--match", "Model", file)).isEqualTo(2);
    assertThat(err.toString())
        .contains("'Model' is not one of Match, Includes, FuzzyMatch, JsonMatch");
    assertThat(run("import", "--from", "inspect", "--match", "Match", file)).isEqualTo(2);
    assertThat(run("import", "--from", "inspect", "--include-root", directory.toString(), file))
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

    assertThat(run("import", "--from", "openai-evals", "--registry", registry, file)).isZero();
    assertThat(out.toString()).contains("type: regex");
    assertThat(err.toString()).contains("'num_few_shot' is not taken over", "taken as Match");
    assertThat(run("import", "--from", "openai-evals", "--registry", registry, other)).isEqualTo(1);
    assertThat(err.toString()).contains("classify:ModelBasedClassify cannot be represented");
    assertThat(run("import", "--from", "openai-evals", "--registry", registry, third)).isEqualTo(1);
    assertThat(err.toString()).contains("the registry has 2 evals for third.jsonl");
    assertThat(run("import", "--from", "openai-evals", "--registry", write("l.yaml", "[]"), file))
        .isEqualTo(1);
    assertThat(err.toString()).contains("the registry: the file must be a mapping");
    assertThat(run("import", "--from", "inspect", "--registry", registry, file)).isEqualTo(2);
  }

  /** Own keys before those of the files, later files before earlier ones. */
  @Test
  void import_taskThatIncludesFiles_isMergedAsLmEvalDoes() throws IOException {
    write("_base.yaml", "include: deep/_deeper\ndoc_to_target: ideal\ndescription: base.\n");
    write("deep/_deeper", "doc_to_text: nothing\ninclude: _deepest.yaml\n");
    write("deep/_deepest.yaml", "generation_kwargs: {until: [END]}\n");
    write("_text.yaml", "doc_to_text: input\ndescription: 'text. '\n");
    String task = write("t.yaml", "task: t\ninclude: [_base.yaml, _text.yaml]\n");

    assertThat(run("import", "--from", "lm-eval", task, "--data", samples.toString())).isZero();
    assertThat(out.toString()).contains("- END", "input: text. 3+3?");
    assertThat(err.toString()).doesNotContain("include");
  }

  @Test
  void import_taskThatIncludesWhatItMayNot_isRefusedInOneLine() throws IOException {
    write("outside.yaml", "doc_to_target: ideal\ndoc_to_text: input\n");
    Files.createDirectory(directory.resolve("in"));
    Files.createSymbolicLink(directory.resolve("in/link.yaml"), directory.resolve("outside.yaml"));
    write("in/self.yaml", "include: other.yaml\n");
    write("in/other.yaml", "include: self.yaml\n");
    write("in/code.yaml", "a: 1\nprocess_docs: !function utils.f\n");
    write("in/many.yaml", "include: [" + "leaf.yaml, ".repeat(40) + "leaf.yaml]\n");
    write("in/leaf.yaml", "tag: x\n");
    for (int i = 0; i < 12; i++) {
      write("in/deep-" + i + ".yaml", "include: deep-" + (i + 1) + ".yaml\n");
    }

    assertThat(including("../outside.yaml")).contains("'../outside.yaml' lies outside of");
    assertThat(including("link.yaml")).contains("'link.yaml' lies outside of");
    assertThat(including("none.yaml")).contains("include 'none.yaml': there is no such file");
    assertThat(including("self.yaml")).contains("self.yaml includes itself");
    assertThat(including("deep-0.yaml")).contains("more than 8 files within each other");
    assertThat(including("many.yaml")).contains("or 32 in all");
    assertThat(including("code.yaml"))
        .contains("included code.yaml: line 2: !function names code, and code is refused");
  }

  @Test
  void import_includeRoot_letsATaskIncludeFromAbove() throws IOException {
    write("outside.yaml", "doc_to_target: ideal\ndoc_to_text: input\n");
    String task = write("in/t.yaml", "include: ../outside.yaml\n");

    assertThat(
            run(
                "import",
                "--from",
                "lm-eval",
                task,
                "--data",
                samples.toString(),
                "--include-root",
                directory.toString()))
        .isZero();
  }

  private String including(String name) throws IOException {
    String task = write("in/t.yaml", "include: " + name + "\n");
    err.getBuffer().setLength(0);
    assertThat(run("import", "--from", "lm-eval", task, "--data", samples.toString())).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString();
  }

  private String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @Test
  void import_noSuchFile_saysSo() {
    assertThat(run("import", "--from", "inspect", directory.resolve("none").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no such file");
  }

  /** A device never ends, and a pipe that nobody writes to never begins. */
  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void import_whatIsNoRegularFile_isOneLineThatSaysSo() throws Exception {
    assertThat(run("import", "--from", "promptfoo", directory.toString())).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("is a directory");

    assumeTrue(Files.exists(Path.of("/dev/zero")));
    assertThat(run("import", "--from", "promptfoo", "/dev/zero")).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString())
        .endsWith("/dev/zero: it is a device or a pipe; name a regular file\n");

    Path pipe = directory.resolve("pipe.jsonl");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertThat(run("import", "--from", "inspect", pipe.toString())).isEqualTo(1);
    assertThat(run("import", "--from", "lm-eval", samples.toString(), "--data", pipe.toString()))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(4)
        .endsWith(
            pipe + ": it is a device or a pipe; name a regular file",
            pipe + ": it is a device or a pipe; name a regular file");
  }

  @Test
  void import_outputThatCannotBeWritten_saysWhichAndWhatIsMissing() {
    String nowhere = directory.resolve("no/suite.yaml").toString();

    assertThat(run("import", "--from", "openai-evals", samples.toString(), "-o", nowhere))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(nowhere, "cannot be written");
  }

  @Test
  void import_overTheFileItself_isRefusedAndTheFileStays() throws IOException {
    String before = Files.readString(samples);
    String file = samples.toString();

    assertThat(run("import", "--from", "openai-evals", file, "-o", file)).isEqualTo(2);
    assertThat(err.toString()).contains("--output is a file that is imported");
    assertThat(Files.readString(samples)).isEqualTo(before);
  }

  @Test
  void import_again_replacesTheSuiteAndLeavesNothingBeside() throws IOException {
    Path suite = Files.writeString(directory.resolve("suite.yaml"), "old");

    assertThat(run("import", "--from", "openai-evals", samples.toString(), "-o", suite.toString()))
        .isZero();
    assertThat(Files.readString(suite)).startsWith("id: my-samples\n");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(samples, suite);
    }
  }

  @Test
  void import_idOrTokensThatNoSuiteMayHave_isWrongUsage() {
    String file = samples.toString();

    assertThat(run("import", "--from", "openai-evals", file, "--max-tokens", "-1")).isEqualTo(2);
    assertThat(run("import", "--from", "openai-evals", file, "--id", "A b")).isEqualTo(2);
    assertThat(err.toString()).contains("--max-tokens must be between 1 and 4096, was -1");
    assertThat(err.toString()).contains("was 'A b'");
    assertThat(out.toString()).isEmpty();
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

    assertThat(run("import", "--from", "promptfoo", config.toString())).isEqualTo(1);
    assertThat(err.toString().lines())
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

    assertThat(run("import", "--from", "lm-eval", task.toString(), "--data", samples.toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(task + ": line 2: !function names code, and code is refused");
  }

  @Test
  void import_lineThatIsCutOff_isOneLineWithoutTheParsersOwnSettings() throws IOException {
    Path cut = Files.writeString(directory.resolve("cut.jsonl"), "{\"input\": \"a\"\n");

    assertThat(run("import", "--from", "inspect", cut.toString())).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("line 1 is not JSON").doesNotContain("REDACTED");
  }

  private int run(String... arguments) {
    return new CommandLine(new SuiteCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
