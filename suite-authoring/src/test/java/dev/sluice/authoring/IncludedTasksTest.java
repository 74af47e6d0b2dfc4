package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of lm-eval that include other files. */
class IncludedTasksTest {
  @TempDir private Path directory;
  private final Terminal terminal = new Terminal();
  private Path samples;

  @BeforeEach
  void writeSamples() throws IOException {
    samples = Samples.writtenTo(directory);
  }

  /** Own keys before those of the files, later files before earlier ones. */
  @Test
  void import_taskThatIncludesFiles_isMergedAsLmEvalDoes() throws IOException {
    write("_base.yaml", "include: deep/_deeper\ndoc_to_target: ideal\ndescription: base.\n");
    write("deep/_deeper", "doc_to_text: nothing\ninclude: _deepest.yaml\n");
    write("deep/_deepest.yaml", "generation_kwargs: {until: [END]}\n");
    write("_text.yaml", "doc_to_text: input\ndescription: 'text. '\n");
    String task = write("t.yaml", "task: t\ninclude: [_base.yaml, _text.yaml]\n");

    assertThat(terminal.run("import", "--from", "lm-eval", task, "--data", samples.toString()))
        .isZero();
    assertThat(terminal.out()).contains("- END", "input: text. 3+3?");
    assertThat(terminal.err()).doesNotContain("include");
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
            terminal.run(
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
    Terminal anew = new Terminal();
    assertThat(anew.run("import", "--from", "lm-eval", task, "--data", samples.toString()))
        .isEqualTo(1);
    assertThat(anew.err().lines()).hasSize(1);
    return anew.err();
  }

  private String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }
}
