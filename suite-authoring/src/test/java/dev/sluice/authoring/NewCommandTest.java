package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.SuiteFiles;
import dev.sluice.suites.loading.TemplateSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewCommandTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void new_templateAndFile_writesTheTemplateUnderAnIdOfItsOwn()
      throws IOException, SuiteFormatException {
    Path file = directory.resolve("Mail folders.yaml");

    assertThat(run("--template", "classification", "-o", file.toString())).isZero();

    Suite copy = SuiteFiles.read(file);
    Suite template = TemplateSuites.load("classification").orElseThrow();
    assertThat(copy.id()).isEqualTo("mail-folders");
    assertThat(copy.items()).isEqualTo(template.items());
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("suite lint");
  }

  @Test
  void new_noFile_printsAndNothingElse() throws SuiteFormatException {
    assertThat(run("--template", "redaction", "--id", "mine")).isZero();

    assertThat(SuiteParser.parse(out.toString(), "stdout").id()).isEqualTo("mine");
    assertThat(out.toString()).startsWith("id: mine\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void new_fileExists_isLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.yaml"), "work of weeks");

    assertThat(run("--template", "redaction", "-o", file.toString())).isEqualTo(1);

    assertThat(file).hasContent("work of weeks");
    assertThat(err.toString()).contains("exists already");
  }

  @Test
  void new_noSuchDirectory_saysSo() {
    String file = directory.resolve("none").resolve("mine.yaml").toString();

    assertThat(run("--template", "redaction", "-o", file)).isEqualTo(1);
    assertThat(err.toString()).contains("no such directory");
  }

  @Test
  void new_unknownTemplate_namesThoseThereAre() {
    assertThat(run("--template", "intent")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no template 'intent'; there are: autocomplete,");
  }

  @Test
  void new_impossibleId_isWrongUsage() {
    assertThat(run("--template", "redaction", "--id", "My Suite")).isEqualTo(2);
    assertThat(err.toString()).contains("--id: id must be lower-case");
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "new";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CommandLine(new SuiteCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
