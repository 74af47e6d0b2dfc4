package dev.sluice.authoring;

import dev.sluice.authoring.importing.ImportException;
import dev.sluice.authoring.importing.NamedFiles;
import dev.sluice.suites.loading.TextFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that are named from a directory, and lie in or below another one, links followed. */
final class IncludedFiles implements NamedFiles {
  private final Path root;
  private final Path directory;
  private final Wording wording;

  private IncludedFiles(Path root, Path directory, Wording wording) {
    this.root = root;
    this.directory = directory;
    this.wording = wording;
  }

  /**
   * How a message speaks of a file.
   *
   * @param word before its name
   * @param remedy for one that lies outside
   */
  private record Wording(String word, String remedy) {}

  /**
   * Those that a file may name.
   *
   * @param root where they have to lie; the file's own directory unless given
   */
  static NamedFiles of(Path file, @Nullable Path root) throws IOException {
    Path directory = directoryOf(file.toRealPath());
    return new IncludedFiles(
        root == null ? directory : root.toRealPath(),
        directory,
        new Wording("include", "; --include-root DIR allows another directory"));
  }

  /** Those that a file may name in its own directory and below it. */
  static NamedFiles below(Path file) throws IOException {
    Path directory = directoryOf(file.toRealPath());
    return new IncludedFiles(directory, directory, new Wording("file", ""));
  }

  @Override
  public NamedFile open(String name) throws ImportException {
    try {
      Path file = directory.resolve(name).toRealPath();
      if (!file.startsWith(root)) {
        throw new ImportException(
            "%s lies outside of %s%s".formatted(called(name), root, wording.remedy()));
      }
      return new NamedFile(
          root.relativize(file).toString(),
          TextFile.text(file),
          new IncludedFiles(root, directoryOf(file), wording));
    } catch (NoSuchFileException e) {
      throw new ImportException(called(name) + ": there is no such file");
    } catch (IOException | InvalidPathException e) {
      throw new ImportException(called(name) + ": " + e.getMessage());
    }
  }

  private String called(String name) {
    return wording.word() + " '" + name + "'";
  }

  private static Path directoryOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
