package dev.sluice.suites.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFilesTest {

  @TempDir private Path directory;

  @Test
  void read_fileWithASuite_givesTheSuite() throws IOException, SuiteFormatException {
    Path file = directory.resolve("intent.yaml");
    try (InputStream bundled =
        SuiteFilesTest.class.getResourceAsStream("/dev/sluice/suites/intent.yaml")) {
      Files.copy(bundled, file);
    }

    assertThat(SuiteFiles.read(file)).isEqualTo(BundledSuites.load("intent").orElseThrow());
  }

  @Test
  void read_noSuchFile_saysSo() {
    Path file = directory.resolve("missing.yaml");

    assertThatThrownBy(() -> SuiteFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no such file");
  }

  @Test
  void read_brokenSuite_namesTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("broken.yaml"), "id: [\n");

    assertThatThrownBy(() -> SuiteFiles.read(file))
        .isInstanceOf(SuiteFormatException.class)
        .hasMessageStartingWith(file + ":");
  }

  @Test
  void read_notUtf8_isRefused() throws IOException {
    Path file =
        Files.write(directory.resolve("latin1.yaml"), new byte[] {'i', 'd', ':', (byte) 0xe9});

    assertThatThrownBy(() -> SuiteFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("it is not UTF-8 text");
  }

  @Test
  void read_longerThanAnySuite_isRefused() throws IOException {
    Path file = Files.write(directory.resolve("long.yaml"), new byte[TextFile.MAX_BYTES + 1]);

    assertThatThrownBy(() -> SuiteFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("it is longer than 8388608 bytes");
  }
}
