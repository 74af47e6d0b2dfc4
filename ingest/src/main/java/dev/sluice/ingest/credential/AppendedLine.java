package dev.sluice.ingest.credential;

import dev.sluice.ingest.reload.UnusableFileException;
import dev.sluice.secrets.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Appends a line to a file, if the whole of it can then be used. */
final class AppendedLine {
  private AppendedLine() {}

  static void append(Path file, String line, OwnerOnlyFile.Check check) throws IOException {
    OwnerOnlyFile.append(file, textOf(file), line, check);
  }

  private static String textOf(Path file) throws UnusableFileException {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UnusableFileException(file + ": cannot be read as text");
    }
  }
}
