package dev.sluice.authoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of another tool, read whole. */
final class ForeignFile {
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  private ForeignFile() {}

  /**
   * Its text. Bounded by what is read: a device or a pipe says that it is empty, and has no end.
   *
   * @throws IOException with one line that names the file
   */
  static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": it cannot be read by this user", e);
    } catch (IOException e) {
      throw new IOException(
          Files.isDirectory(file)
              ? file + " is a directory; name the file in it"
              : file + " cannot be read: " + e.getMessage(),
          e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not UTF-8 text", e);
    }
  }
}
