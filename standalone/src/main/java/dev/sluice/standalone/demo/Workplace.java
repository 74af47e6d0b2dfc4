package dev.sluice.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that the demo's services work in.
 *
 * @param passing whether it is removed at the end
 */
record Workplace(Path directory, boolean passing) {

  /**
   * Insists on a directory without a past: reports of an earlier demo would be taken for this
   * one's.
   *
   * @param named must be empty or not there yet; null for a directory that is still to be made
   * @throws DemoFailedException if there is something in it
   */
  static void requireUnused(@Nullable Path named) throws IOException, DemoFailedException {
    if (named != null && Files.exists(named) && !isEmptyDirectory(named)) {
      throw new DemoFailedException(
          named + " is not an empty directory; the demo begins with one of its own");
    }
  }

  private static boolean isEmptyDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /**
   * The directory that somebody named, or else a temporary one.
   *
   * @param keep whether a temporary one stays as well
   */
  static Workplace open(@Nullable Path named, boolean keep) throws IOException {
    return named == null
        ? new Workplace(Files.createTempDirectory("sluice-demo-"), !keep)
        : new Workplace(named, false);
  }

  /** Removes the directory if it is a passing one; for when nothing uses it any more. */
  void leave() {
    if (!passing) {
      return;
    }
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }

  /** While a process ends, others clean up after themselves: what is gone already is well gone. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
