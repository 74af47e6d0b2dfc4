package dev.sluice.suites.loading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a file that somebody named: of a regular one, and of no more than a suite may have.
 */
public final class TextFile {

  /** A longer file is refused before it is read whole. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private TextFile() {}

  /**
   * Reads a file whole, which must be UTF-8. What has no end or may never begin (a device, a pipe,
   * a socket) is not opened: opening a pipe waits for somebody to write.
   *
   * @throws IOException when the file is none, cannot be read, is too long or is not UTF-8; the
   *     message is one line that says so, without the file's name
   */
  public static String text(Path file) throws IOException {
    requireRegular(file);
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    } catch (AccessDeniedException e) {
      throw new IOException("it cannot be read by this user", e);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it is longer than " + MAX_BYTES + " bytes");
    }
    return decoded(bytes);
  }

  private static void requireRegular(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory; name the file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is a device or a pipe; name a regular file");
    }
  }

  private static String decoded(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8 text", e);
    }
  }
}
