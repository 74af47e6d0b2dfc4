package dev.sluice.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as people start it whose numbers have a decimal comma, or other digits. */
class LocaleTest {

  @ParameterizedTest
  @CsvSource({"de, DE", "ar, EG"})
  void fit_anyLocale_printsNumbersAlike(String language, String country) throws Exception {
    String printed =
        probe(
            language,
            country,
            "fit",
            "--model",
            TinyModels.good().toString(),
            "--context",
            "256",
            "--ram",
            "16G");

    assertThat(printed)
        .contains("16.00 GiB", "context 256")
        .doesNotContainPattern("\\d,\\d")
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  private static String probe(String language, String country, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
