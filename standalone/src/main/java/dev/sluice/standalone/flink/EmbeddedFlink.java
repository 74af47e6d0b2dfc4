package dev.sluice.standalone.flink;

import dev.sluice.standalone.directory.RememberedPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process, on loopback only.
 *
 * <p>A job that is submitted again under the same name on the same directory continues from its
 * latest savepoint or completed checkpoint, so nothing is counted twice and nothing is lost,
 * whether the last stop was orderly or not.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(EmbeddedFlink.class);
  private static final long TIMEOUT_SECONDS = 60;

  private final MiniCluster cluster;
  private final ClusterSettings settings;
  private final Configuration configuration;

  private EmbeddedFlink(
      MiniCluster cluster, ClusterSettings settings, Configuration configuration) {
    this.cluster = cluster;
    this.settings = settings;
    this.configuration = configuration;
  }

  /** Starts a cluster of one task manager with some slots, keeping its state in a directory. */
  public static EmbeddedFlink start(Path directory, int slots, Duration checkpointInterval) {
    Path home = directory.toAbsolutePath();
    createDirectory(home);
    int restPort = new RememberedPorts(home.resolve("ports.properties")).claim("rest");
    var settings = new ClusterSettings(home, restPort, slots, checkpointInterval);
    empty(settings.temporaryFiles());
    Configuration configuration = settings.toConfiguration();
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) { // MiniCluster.start declares it
      throw new IllegalStateException("the embedded Flink cluster did not start", e);
    }
    return new EmbeddedFlink(cluster, settings, configuration);
  }

  /** An environment to define one job in, with checkpoints going to this cluster's directory. */
  public StreamExecutionEnvironment environment() {
    return new StreamExecutionEnvironment(configuration);
  }

  /**
   * Starts the job that was defined in an environment, from where the job of that name last was.
   *
   * @param name stable from one start to the next; it is the job's identity in this directory
   */
  public RunningJob submit(StreamExecutionEnvironment environment, String name) {
    JobID id = identify(name);
    var graph = environment.getStreamGraph();
    graph.setJobName(name);
    Path savepoints = settings.savepoints().resolve(id.toHexString());
    latestState(id, savepoints)
        .ifPresent(state -> graph.setSavepointRestoreSettings(resume(state)));
    JobGraph job = graph.getJobGraph(EmbeddedFlink.class.getClassLoader(), id);
    try {
      cluster.submitJob(job).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Flink did not take the job " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while submitting " + name, e);
    }
    return new RunningJob(cluster, id, savepoints);
  }

  private Optional<ResumePoint> latestState(JobID id, Path savepoints) {
    return ResumePoint.latest(
        List.of(settings.checkpoints().resolve(id.toHexString()), savepoints));
  }

  /** Claimed: Flink deletes the old state once newer checkpoints have replaced it. */
  private static SavepointRestoreSettings resume(ResumePoint state) {
    logger.info("resuming from checkpoint {}", state.checkpointId());
    return SavepointRestoreSettings.forPath(
        state.path().toUri().toString(), false, RecoveryClaimMode.CLAIM);
  }

  private static JobID identify(String name) {
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new JobID(uuid.getLeastSignificantBits(), uuid.getMostSignificantBits());
  }

  /** The cluster's own pages and REST interface. */
  public URI restAddress() {
    return URI.create("http://127.0.0.1:" + settings.restPort());
  }

  /** Stops the cluster. Jobs that still run are cut off and continue at the next start. */
  @Override
  public void close() {
    try {
      cluster.closeAsync().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the embedded Flink cluster did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping Flink", e);
    }
  }

  private static void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
  }

  /** A killed process leaves temporary files behind that nobody will ever read. */
  private static void empty(Path directory) {
    createDirectory(directory);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(directory)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    }
  }
}
