package dev.sluice.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that the demo's services work in; one that nobody named is removed at the end. */
record Workplace(Path directory, boolean temporary) implements AutoCloseable {

  static Workplace of(@Nullable Path named) throws IOException {
    return named == null
        ? new Workplace(Files.createTempDirectory("sluice-demo-"), true)
        : new Workplace(named, false);
  }

  @Override
  public void close() {
    if (temporary) {
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
