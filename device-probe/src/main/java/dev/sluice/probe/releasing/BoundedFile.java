package dev.sluice.probe.releasing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files from outside, never read beyond what they may hold. */
final class BoundedFile {
  private BoundedFile() {}

  /**
   * The whole of a regular file.
   *
   * @throws IOException with one line that names the file and what is wrong with it
   */
  static byte[] read(Path file, int maxBytes) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": it is not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": it cannot be read by this user");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException("%s: it must have at most %d bytes".formatted(file, maxBytes));
      }
      return bytes;
    }
  }
}
