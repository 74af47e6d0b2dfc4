package dev.sluice.probe.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.TemplateSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SuiteChoiceTest {

  @Test
  void parse_all_isTheBundledSuitesWithoutTemplates() {
    assertThat(chosen("all")).isEqualTo(BundledSuites.all());
  }

  @Test
  void parse_templateAmongOthers_isFoundByItsId() {
    assertThat(chosen("json,template:redaction"))
        .extracting(Suite::id)
        .containsExactly("json", "redaction");
  }

  @Test
  void parse_unknownTemplate_namesThoseThereAre() {
    assertThat(message("template:intent")).startsWith("there is no template 'intent'; there are: ");
    assertThat(message("template:../intent")).startsWith("there is no template '../intent'");
    assertThat(message("template:x.yaml")).contains(String.join(", ", TemplateSuites.ids()));
  }

  @Test
  void parse_templateWithoutItsPrefix_isAskedFor() {
    assertThat(message("classification")).endsWith("did you mean template:classification");
  }

  @Test
  void parse_fileThatIsNoSuite_isNamedOnceWithItsLine(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("s.yaml"), "id: x\ncolour: red\n");

    assertThat(message(file.toString()))
        .startsWith("suite file " + file + ": line 2: unknown key 'colour'");
    assertThat(message(directory + "/")).endsWith(": it is a directory; name the file in it");
    assertThat(message("none/\0.yaml")).startsWith("no path of a suite file: ");
  }

  /** Opening a pipe would wait for somebody to write to it. */
  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void parse_pipe_isRefused(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("s.yaml");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);

    assertThat(message(pipe.toString()))
        .isEqualTo("suite file " + pipe + ": it is a device or a pipe; name a regular file");
  }

  private static List<Suite> chosen(String names) {
    return ((SuiteChoice.Chosen) SuiteChoice.parse(names)).suites();
  }

  private static String message(String names) {
    return ((SuiteChoice.Unknown) SuiteChoice.parse(names)).message();
  }
}
