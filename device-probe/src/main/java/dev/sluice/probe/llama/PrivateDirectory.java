package dev.sluice.probe.llama;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for one child alone. The binding unpacks its library under a fixed name and, before
 * that, deletes every file there whose name begins like its own; two children must not share one.
 */
record PrivateDirectory(Path path) {
  /** The binding's property for the directory that it unpacks to. */
  static final String PROPERTY = "de.kherud.llama.tmpdir";

  static PrivateDirectory create() throws IOException {
    return new PrivateDirectory(Files.createTempDirectory("sluice-llama-"));
  }

  /** The directory that this child JVM was started with. */
  static PrivateDirectory ofThisChild() {
    String path = System.getProperty(PROPERTY);
    if (path == null || path.isBlank()) {
      throw new IllegalStateException("a child must be started with " + PROPERTY);
    }
    return new PrivateDirectory(Path.of(path));
  }

  /** Deletes what is in it, as far as the system lets it; a mapped file may resist. */
  void deleteFiles() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        deleteQuietly(file);
      }
    } catch (IOException ignored) {
      // Already gone: parent and child both tidy up.
    }
  }

  void delete() {
    deleteFiles();
    deleteQuietly(path);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // Whoever comes second, parent or child, deletes it.
    }
  }
}
