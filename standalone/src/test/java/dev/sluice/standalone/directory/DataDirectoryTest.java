package dev.sluice.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path parent;

  @Test
  void acquire_whenFree_createsADirectoryForItsOwnerOnly() throws Exception {
    Path root = parent.resolve("with space");

    try (DataDirectory directory = DataDirectory.acquire(root)) {
      assertThat(directory.root()).isEqualTo(root);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void acquire_whenHeld_isRefusedNamingTheHolder() {
    try (DataDirectory held = DataDirectory.acquire(parent)) {
      assertThatThrownBy(() -> DataDirectory.acquire(held.root()))
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining(parent.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void acquire_afterRelease_succeeds() {
    DataDirectory.acquire(parent).close();

    DataDirectory.acquire(parent).close();
  }

  @Test
  void acquire_whereAFileStands_namesThePath() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "x");

    assertThatThrownBy(() -> DataDirectory.acquire(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void published_afterPublish_givesTheAddressesUntilWithdrawn() {
    var addresses =
        new ServiceAddresses(
            "127.0.0.1:9092",
            "jdbc:postgresql://127.0.0.1:5432/sluice?user=u&password=p",
            URI.create("http://127.0.0.1:8080"),
            URI.create("http://127.0.0.1:8081"),
            URI.create("http://127.0.0.1:8082"));
    assertThat(ServiceAddresses.published(parent)).isEmpty();

    addresses.publish(parent);
    assertThat(ServiceAddresses.published(parent)).contains(addresses);

    ServiceAddresses.withdraw(parent);
    assertThat(ServiceAddresses.published(parent)).isEmpty();
  }
}
