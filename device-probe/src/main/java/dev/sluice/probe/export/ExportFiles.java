package dev.sluice.probe.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes exports: a file is there whole or not at all, and an earlier one is replaced whole. */
public final class ExportFiles {

  private ExportFiles() {}

  /**
   * Writes one export.
   *
   * @throws IOException when it cannot be written; nothing is left behind then
   */
  public static void write(ExportTarget target, ExportedRun run) throws IOException {
    Path file = target.file();
    if (Files.isDirectory(file)) {
      throw new IOException("is a directory");
    }
    Path directory = Objects.requireNonNull(file.getParent(), "an absolute file has a directory");
    String content = target.format().render(run);
    Path unfinished = Files.createTempFile(directory, ".sluice-export-", ".tmp");
    try {
      Files.write(unfinished, content.getBytes(StandardCharsets.UTF_8));
      move(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
