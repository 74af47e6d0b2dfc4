package dev.sluice.probe.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyDirectoryTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path parent;

  @Test
  void create_missingDirectories_areTheOwnersAlone() throws IOException {
    OwnerOnlyDirectory files = OwnerOnlyDirectory.create(parent.resolve("new/data"));
    files.create("file", CONTENT);
    files.replace("file", CONTENT);

    assertThat(mode(parent.resolve("new"))).isEqualTo("rwx------");
    assertThat(mode(parent.resolve("new/data"))).isEqualTo("rwx------");
    assertThat(mode(parent.resolve("new/data/file"))).isEqualTo("rw-------");
    assertThat(files.names()).containsExactly("file");
  }

  @Test
  void create_emptyDirectoryOpenToOthers_isClosedToThem() throws IOException {
    chmod(parent, "rwxr-xr-x");

    OwnerOnlyDirectory.create(parent);

    assertThat(mode(parent)).isEqualTo("rwx------");
  }

  @Test
  void existing_emptyDirectoryOpenToOthers_isAsGoodAsNone() throws IOException {
    chmod(parent, "rwxr-xr-x");

    assertThat(OwnerOnlyDirectory.existing(parent)).isEmpty();
    assertThat(mode(parent)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void existing_plainFile_isRefused() throws IOException {
    Path file = Files.write(parent.resolve("file"), CONTENT);

    assertThatThrownBy(() -> OwnerOnlyDirectory.existing(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must be a directory");
  }

  @Test
  void create_filledDirectoryOpenToOthers_isRefusedAndLeftAsItIs() throws IOException {
    Files.write(parent.resolve("holiday.txt"), CONTENT);
    chmod(parent, "rwxr-xr-x");

    assertThatThrownBy(() -> OwnerOnlyDirectory.create(parent))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 700");
    assertThat(mode(parent)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void read_fileOpenToOthers_isRefused() throws IOException {
    OwnerOnlyDirectory files = OwnerOnlyDirectory.create(parent);
    files.create("file", CONTENT);
    chmod(parent.resolve("file"), "rw-r--r--");

    assertThatThrownBy(() -> files.read("file", 8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void anyAccess_linkInPlaceOfAFile_isRefusedAndTheTargetUntouched() throws IOException {
    OwnerOnlyDirectory files = OwnerOnlyDirectory.create(parent);
    files.create("target", CONTENT);
    Files.createSymbolicLink(parent.resolve("link"), parent.resolve("target"));
    Files.createSymbolicLink(parent.resolve("lock"), parent.resolve("target"));

    assertThatThrownBy(() -> files.read("link", 8)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.write("link", 0, new byte[9])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.truncate("link", 0)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.create("link", CONTENT)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.lock("lock")).isInstanceOf(IOException.class);
    assertThat(files.read("target", 8)).hasValueSatisfying(b -> assertThat(b).isEqualTo(CONTENT));
  }

  @Test
  void read_longerThanTheLimit_givesItsBeginning() throws IOException {
    OwnerOnlyDirectory files = OwnerOnlyDirectory.create(parent);
    files.create("file", CONTENT);

    assertThat(files.read("file", 2))
        .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2));
    assertThat(files.read("none", 2)).isEmpty();
  }

  @Test
  void existing_noDirectory_makesNone() throws IOException {
    assertThat(OwnerOnlyDirectory.existing(parent.resolve("none"))).isEmpty();
    assertThat(parent.resolve("none")).doesNotExist();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
