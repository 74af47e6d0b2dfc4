package dev.sluice.gate;

import dev.sluice.gate.operator.OperatorTokens;
import dev.sluice.secrets.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of operators' tokens on disk. */
final class OperatorTokenFile {
  private OperatorTokenFile() {}

  static OperatorTokens read(Path file) throws IOException {
    return OperatorTokens.parse(SmallFiles.read(file), file.toString());
  }

  /** Adds a line, if the file can be used with it; makes the file if it is not there. */
  static void append(Path file, String line) throws IOException {
    String before = Files.exists(file) ? SmallFiles.read(file) : "";
    OwnerOnlyFile.append(file, before, line, text -> OperatorTokens.parse(text, file.toString()));
  }
}
