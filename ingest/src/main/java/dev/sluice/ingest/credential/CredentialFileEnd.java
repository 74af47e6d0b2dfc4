package dev.sluice.ingest.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.ingest.reload.UnusableFileException;
import dev.sluice.ingest.senders.CredentialFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends to a credentials file, if the whole of it can then be read. */
final class CredentialFileEnd {
  private CredentialFileEnd() {}

  static void append(Path file, String line) throws IOException {
    String before = "";
    try {
      if (Files.exists(file)) {
        before = Files.readString(file);
      }
    } catch (IOException e) {
      throw new UnusableFileException(file + ": cannot be read as text");
    }
    String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    String addition = separator + line + "\n";
    CredentialFile.parse(before + addition, file.toString());
    try {
      // Appended, not replaced: an ingest that reads meanwhile sees the lines before.
      Files.writeString(
          file, addition, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UnusableFileException(file + ": cannot be written");
    }
  }
}
