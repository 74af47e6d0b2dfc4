package dev.sluice.secrets.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A text file of lines, which is made so that nobody but its owner reads or writes it. */
public final class OwnerOnlyFile {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnerOnlyFile() {}

  /** Reads the whole text of a file, for whether it can be used. */
  public interface Check {
    /**
     * Reads it.
     *
     * @throws IOException if it cannot be used
     */
    void read(String text) throws IOException;
  }

  /**
   * Adds a line, if the file can be used with it; makes the file if it is not there. Permissions of
   * a file that is there stay as they are.
   *
   * @param before the file's text; empty if there is no file
   * @throws IOException if the check throws it, or the file cannot be written, which is said after
   *     its name
   */
  public static void append(Path file, String before, String line, Check check) throws IOException {
    String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    String addition = separator + line + "\n";
    check.read(before + addition);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      // Appended, not replaced: a server that reads meanwhile sees the lines before.
      Files.writeString(file, addition, UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written", e);
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
