package dev.sluice.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A jar that names the job's main class and has nothing in it, for a cluster whose class path has
 * the job: Flink's interface takes no job without a jar, and every TaskManager fetches that jar and
 * computes its digest before it runs its first task.
 *
 * @param file a temporary file, gone when this is closed
 */
record EntryJar(Path file) implements Closeable {
  static EntryJar write() throws IOException {
    Path directory = Files.createTempDirectory("sluice-job");
    Path file = directory.resolve("aggregation-job-on-cluster.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, AggregationJob.class.getName());
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
    return new EntryJar(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.toAbsolutePath().getParent());
  }
}
