package dev.sluice.suites.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: a full disk leaves what was there before. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes the text in UTF-8; what the file held is replaced. A link is followed, and what is no
   * regular file, such as a terminal, is written to.
   *
   * @throws IOException with one line that names the file; nothing is left behind then
   */
  public static void write(Path file, String text) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " cannot be written: it is a directory");
    }
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, text);
      } else {
        replace(Files.exists(file) ? file.toRealPath() : file, text);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + " cannot be written: there is no such directory", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + " cannot be written: this user may not write there", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + reason(e), e);
    }
  }

  /**
   * By way of a new file beside it. Not one of the system's temporary files: those are for their
   * owner alone, while this one is for whom the user's files are.
   */
  private static void replace(Path file, String text) throws IOException {
    Path part = file.resolveSibling(".sluice-" + UUID.randomUUID() + ".part");
    try {
      Files.writeString(part, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The system's own message names the file beside. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(e.getMessage());
  }
}
