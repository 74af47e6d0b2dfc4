package dev.sluice.standalone.flink;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A completed checkpoint or savepoint of a job. Their ids count up over all starts of the job, so
 * the highest id is the latest state.
 *
 * @param path the directory to restore from
 * @param checkpointId position in the job's history
 */
public record ResumePoint(Path path, long checkpointId) {
  private static final Logger logger = LoggerFactory.getLogger(ResumePoint.class);

  /** Flink writes it last and at once: a directory without it never completed. */
  private static final String METADATA_FILE = "_metadata";

  private static final int DEPTH = 3;

  /** The latest state below some directories, which need not exist; absent on a first start. */
  public static Optional<ResumePoint> latest(List<Path> directories) {
    return directories.stream()
        .flatMap(directory -> completedBelow(directory).stream())
        .flatMap(completed -> read(completed).stream())
        .max(Comparator.comparingLong(ResumePoint::checkpointId));
  }

  private static List<Path> completedBelow(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      return files
          .filter(file -> file.getFileName().toString().equals(METADATA_FILE))
          .map(Path::getParent)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static Optional<ResumePoint> read(Path completed) {
    Path file = completed.resolve(METADATA_FILE);
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      var metadata =
          Checkpoints.loadCheckpointMetadata(
              in, ResumePoint.class.getClassLoader(), completed.toUri().toString());
      return Optional.of(new ResumePoint(completed, metadata.getCheckpointId()));
    } catch (IOException e) {
      logger.warn("skipping {}, whose metadata cannot be read", completed, e);
      return Optional.empty();
    }
  }
}
