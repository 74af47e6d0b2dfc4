package dev.sluice.standalone.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of its own, small enough to be filled: a tmpfs, which only root may mount. */
public final class SmallDisk {
  private static final String FILLER = "filler";
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts it over a directory, if this user may. */
  static Optional<SmallDisk> mount(Path directory, int megabytes, ProcessGuard guard)
      throws IOException {
    Files.createDirectories(directory);
    String options = "size=%dm,mode=0700".formatted(megabytes);
    if (!run("mount", "-t", "tmpfs", "-o", options, "sluice-chaos", directory.toString())) {
      return Optional.empty();
    }
    guard.unmountAtTheEnd(directory.toString());
    return Optional.of(new SmallDisk(directory));
  }

  /** Takes all the room there is left. */
  public void fill() throws IOException {
    byte[] chunk = "full".repeat(CHUNK_BYTES / 4).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream filler = Files.newOutputStream(directory.resolve(FILLER))) {
      while (true) {
        filler.write(chunk);
      }
    } catch (IOException noSpaceLeft) {
      if (!Files.exists(directory.resolve(FILLER))) {
        throw noSpaceLeft;
      }
    }
  }

  /** Gives the room back. */
  public void free() throws IOException {
    Files.deleteIfExists(directory.resolve(FILLER));
  }

  private static boolean run(String... command) throws IOException {
    try {
      return QuietCommand.succeeds(command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
