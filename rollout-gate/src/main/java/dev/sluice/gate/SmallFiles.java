package dev.sluice.gate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the texts that people hand to a command; the message of a failure is for them. */
final class SmallFiles {
  private static final long MAX_BYTES = 1 << 20;

  private SmallFiles() {}

  static String read(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException(file + ": " + (Files.exists(file) ? "is no file" : "no such file"));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + ": must have at most " + MAX_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": is not UTF-8", e);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }
}
