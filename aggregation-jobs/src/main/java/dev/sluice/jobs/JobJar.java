package dev.sluice.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The jar that a cluster needs: the job with its connectors, without Flink itself. */
public final class JobJar {
  private static final String BUILT_IN = "aggregation-jobs/target";
  private static final String NAME = "aggregation-jobs-*-job.jar";

  private JobJar() {}

  /** The one that the build has made below a checkout, if it has. */
  public static Optional<Path> builtBelow(Path checkout) {
    Path directory = checkout.resolve(BUILT_IN);
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, NAME)) {
      for (Path jar : jars) {
        return Optional.of(jar);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
