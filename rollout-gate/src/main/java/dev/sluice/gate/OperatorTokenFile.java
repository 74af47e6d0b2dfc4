package dev.sluice.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gate.operator.OperatorTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of operators' tokens on disk. */
final class OperatorTokenFile {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OperatorTokenFile() {}

  static OperatorTokens read(Path file) throws IOException {
    return OperatorTokens.parse(SmallFiles.read(file), file.toString());
  }

  /** Adds a line, if the file can be used with it; makes the file if it is not there. */
  static void append(Path file, String line) throws IOException {
    String before = Files.exists(file) ? SmallFiles.read(file) : "";
    String addition = (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + line + "\n";
    OperatorTokens.parse(before + addition, file.toString());
    try {
      if (!Files.exists(file)) {
        create(file);
      }
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
