package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with a configuration of promptfoo and the files that it names. */
final class PromptfooDirectory {
  private final Path directory;
  private final Terminal terminal = new Terminal();

  PromptfooDirectory(Path directory) {
    this.directory = directory;
  }

  String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  /** What the configuration becomes, which is free of what lint calls an error. */
  Suite suite(String config) throws IOException, SuiteFormatException {
    Path suite = directory.resolve("suite.yaml");
    String file = write("promptfooconfig.yaml", config);
    run("import", "--from", "promptfoo", file, "-o", suite.toString());
    run("lint", suite.toString());
    return SuiteFiles.read(suite);
  }

  /** What is said of a configuration that is imported in part. */
  String lossesOf(String config) throws IOException {
    run("import", "--from", "promptfoo", write("c.yaml", config));
    return terminal.err();
  }

  /** What is said when nothing can be made of a configuration. */
  String refusalOf(String name, String config) throws IOException {
    Terminal anew = new Terminal();
    assertThat(anew.run("import", "--from", "promptfoo", write(name, config))).isEqualTo(1);
    assertThat(anew.out()).isEmpty();
    return anew.err();
  }

  /** What was said on the way to all suites. */
  String said() {
    return terminal.err();
  }

  private void run(String... arguments) {
    assertThat(terminal.run(arguments)).as(terminal.err()).isZero();
  }
}
