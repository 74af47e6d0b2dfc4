package dev.sluice.suites.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path directory;

  @Test
  void write_existingFile_isReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(directory.resolve("r.json"), "something longer");

    WholeFile.write(file, "ä");

    assertThat(file).hasContent("ä");
    assertOnly(file);
  }

  @Test
  void write_newFile_isForWhomAllFilesOfThisUserAre() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "");
    Path file = directory.resolve("new");

    WholeFile.write(file, "text");

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void write_throughALink_replacesWhatItLeadsTo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    WholeFile.write(link, "new");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void write_directory_isRefusedAndLeftAlone() throws IOException {
    Path file = Files.createDirectory(directory.resolve("results"));

    assertThatThrownBy(() -> WholeFile.write(file, "text"))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " cannot be written: it is a directory");
    assertThat(file).isEmptyDirectory();
  }

  @Test
  void write_whereNothingCanBe_namesTheFileAndLeavesNothing() throws IOException {
    Path nowhere = directory.resolve("no/file");
    Path tooLong = directory.resolve("x".repeat(300));
    Path old = Files.writeString(directory.resolve("old"), "old");

    assertThatThrownBy(() -> WholeFile.write(nowhere, "text"))
        .hasMessage(nowhere + " cannot be written: there is no such directory");
    assertThatThrownBy(() -> WholeFile.write(tooLong, "text"))
        .hasMessage(tooLong + " cannot be written: File name too long");
    assertOnly(old);
  }

  private void assertOnly(Path file) throws IOException {
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }
}
