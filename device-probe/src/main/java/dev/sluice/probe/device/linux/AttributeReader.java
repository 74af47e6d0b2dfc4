package dev.sluice.probe.device.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads one file of the kernel's. */
@FunctionalInterface
interface AttributeReader {
  /**
   * At most the first {@code limit} bytes.
   *
   * @throws IOException if it is no file, may not be read, or its driver reports an error
   */
  byte[] read(Path file, int limit) throws IOException;

  /** The real ones. A named pipe would block for ever, so only regular files are opened. */
  static AttributeReader ofFiles() {
    return (file, limit) -> {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(limit);
      }
    };
  }
}
