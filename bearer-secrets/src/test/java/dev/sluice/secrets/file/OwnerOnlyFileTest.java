package dev.sluice.secrets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyFileTest {
  @TempDir private Path directory;

  @Test
  void append_noFile_makesOneForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("secrets.txt");

    OwnerOnlyFile.append(file, "", "one", text -> {});

    assertThat(file).hasContent("one\n");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void append_lastLineWithoutAnEnd_beginsALineOfItsOwnAndChecksTheWhole() throws IOException {
    Path file = Files.writeString(directory.resolve("secrets.txt"), "one");
    List<String> checked = new ArrayList<>();

    OwnerOnlyFile.append(file, "one", "two", checked::add);

    assertThat(Files.readString(file)).isEqualTo("one\ntwo\n");
    assertThat(checked).containsExactly("one\ntwo\n");
  }

  @Test
  void append_checkThatFails_leavesTheFileAsItWas() throws IOException {
    Path file = directory.resolve("secrets.txt");

    assertThatThrownBy(
            () ->
                OwnerOnlyFile.append(
                    file,
                    "",
                    "one",
                    text -> {
                      throw new IOException("no good");
                    }))
        .hasMessage("no good");

    assertThat(file).doesNotExist();
  }

  @Test
  void append_fileThatCannotBeWritten_isNamed() {
    Path file = directory.resolve("nowhere").resolve("secrets.txt");

    assertThatThrownBy(() -> OwnerOnlyFile.append(file, "", "one", text -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": cannot be written");
  }
}
