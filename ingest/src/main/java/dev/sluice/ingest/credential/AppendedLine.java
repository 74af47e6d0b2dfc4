package dev.sluice.ingest.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.ingest.reload.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Appends a line to a file, if the whole of it can then be used. */
final class AppendedLine {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private AppendedLine() {}

  /** Reads the text of a file. */
  interface Check {
    void read(String text) throws UnusableFileException;
  }

  static void append(Path file, String line, Check check) throws UnusableFileException {
    String before = textOf(file);
    String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    String addition = separator + line + "\n";
    check.read(before + addition);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      // Appended, not replaced: an ingest that reads meanwhile sees the lines before.
      Files.writeString(file, addition, UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UnusableFileException(file + ": cannot be written");
    }
  }

  private static String textOf(Path file) throws UnusableFileException {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UnusableFileException(file + ": cannot be read as text");
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file, OWNER_ONLY);
    } catch (UnsupportedOperationException noPosix) {
      Files.createFile(file);
    }
  }
}
