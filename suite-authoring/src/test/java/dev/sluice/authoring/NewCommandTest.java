package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.loading.TemplateSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {

  @TempDir private Path directory;
  private final Terminal terminal = new Terminal();

  @Test
  void new_templateAndFile_writesTheTemplateUnderAnIdOfItsOwn()
      throws IOException, SuiteFormatException {
    Path file = directory.resolve("Mail folders.yaml");

    assertThat(terminal.run("new", "--template", "classification", "-o", file.toString())).isZero();

    Suite copy = SuiteFiles.read(file);
    Suite template = TemplateSuites.load("classification").orElseThrow();
    assertThat(copy.id()).isEqualTo("mail-folders");
    assertThat(copy.items()).isEqualTo(template.items());
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("suite lint");
  }

  @Test
  void new_noFile_printsAndNothingElse() throws SuiteFormatException {
    assertThat(terminal.run("new", "--template", "redaction", "--id", "mine")).isZero();

    assertThat(SuiteParser.parse(terminal.out(), "stdout").id()).isEqualTo("mine");
    assertThat(terminal.out()).startsWith("id: mine\n");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void new_fileExists_isLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.yaml"), "work of weeks");

    assertThat(terminal.run("new", "--template", "redaction", "-o", file.toString())).isEqualTo(1);

    assertThat(file).hasContent("work of weeks");
    assertThat(terminal.err()).contains("exists already");
  }

  @Test
  void new_noSuchDirectory_saysSo() {
    String file = directory.resolve("none").resolve("mine.yaml").toString();

    assertThat(terminal.run("new", "--template", "redaction", "-o", file)).isEqualTo(1);
    assertThat(terminal.err()).contains("no such directory");
  }

  @Test
  void new_unknownTemplate_namesThoseThereAre() {
    assertThat(terminal.run("new", "--template", "intent")).isEqualTo(2);
    assertThat(terminal.err()).contains("there is no template 'intent'; there are: autocomplete,");
  }

  @Test
  void new_impossibleId_isWrongUsage() {
    assertThat(terminal.run("new", "--template", "redaction", "--id", "My Suite")).isEqualTo(2);
    assertThat(terminal.err()).contains("--id: id must be lower-case");
  }
}
