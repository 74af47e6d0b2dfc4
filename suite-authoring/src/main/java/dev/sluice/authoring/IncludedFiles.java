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

  private IncludedFiles(Path root, Path directory) {
    this.root = root;
    this.directory = directory;
  }

  /**
   * Those that a file may name.
   *
   * @param root where they have to lie; the file's own directory unless given
   */
  static NamedFiles of(Path file, @Nullable Path root) throws IOException {
    Path directory = directoryOf(file.toRealPath());
    return new IncludedFiles(root == null ? directory : root.toRealPath(), directory);
  }

  @Override
  public NamedFile open(String name) throws ImportException {
    try {
      Path file = directory.resolve(name).toRealPath();
      if (!file.startsWith(root)) {
        throw new ImportException(
            "include '%s' lies outside of %s; --include-root DIR allows another directory"
                .formatted(name, root));
      }
      return new NamedFile(
          root.relativize(file).toString(),
          TextFile.text(file),
          new IncludedFiles(root, directoryOf(file)));
    } catch (NoSuchFileException e) {
      throw new ImportException("include '" + name + "': there is no such file");
    } catch (IOException | InvalidPathException e) {
      throw new ImportException("include '" + name + "': " + e.getMessage());
    }
  }

  private static Path directoryOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }
}
