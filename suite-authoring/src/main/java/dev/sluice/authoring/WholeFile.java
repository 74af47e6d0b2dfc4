package dev.sluice.authoring;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: a full disk leaves what was there before. */
final class WholeFile {

  private WholeFile() {}

  /**
   * Writes the text; what the file held is replaced.
   *
   * @throws IOException with one line that names the file
   */
  static void write(Path file, String text) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " cannot be written: it is a directory");
    }
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, text); // a terminal or a pipe
      } else {
        replace(Files.exists(file) ? file.toRealPath() : file, text);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + " cannot be written: there is no such directory", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + " cannot be written: this user may not write there", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
