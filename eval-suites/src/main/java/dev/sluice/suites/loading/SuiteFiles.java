package dev.sluice.suites.loading;

import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Suites of one's own, read from files. */
public final class SuiteFiles {

  /** A longer file is refused before it is read whole. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private SuiteFiles() {}

  /**
   * Reads a suite file, which must be UTF-8.
   *
   * @throws IOException when the file cannot be read, is too long or is not UTF-8; the message is
   *     one line that says so, without the file's name
   * @throws SuiteFormatException when it holds no valid suite
   */
  public static Suite read(Path file) throws IOException, SuiteFormatException {
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("it cannot be read by this user", e);
    } catch (IOException e) {
      throw Files.isDirectory(file) ? new IOException("it is a directory", e) : e;
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("it is longer than " + MAX_BYTES + " bytes");
    }
    return SuiteParser.parse(decoded(bytes), file.toString());
  }

  private static String decoded(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8 text", e);
    }
  }
}
