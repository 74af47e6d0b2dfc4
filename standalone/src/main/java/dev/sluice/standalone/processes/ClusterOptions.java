package dev.sluice.standalone.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What can be chosen about a cluster of processes.
 *
 * @param directory where all state and all logs are
 * @param jobJar the job's jar, as a cluster gets it
 * @param taskManagers how many, each with room for the whole job, at least 1
 * @param checkpointInterval how often results become visible
 * @param heartbeatTimeout after how long a silent TaskManager or JobManager is given up
 * @param brokerDiskMegabytes size of the broker's own disk, where one can be mounted; 0 for none
 * @param jobOptions further options of {@code jobs run}
 */
public record ClusterOptions(
    Path directory,
    Path jobJar,
    int taskManagers,
    Duration checkpointInterval,
    Duration heartbeatTimeout,
    int brokerDiskMegabytes,
    List<String> jobOptions) {

  public ClusterOptions {
    if (taskManagers < 1) {
      throw new IllegalArgumentException("at least 1 TaskManager, was " + taskManagers);
    }
    jobOptions = List.copyOf(jobOptions);
  }

  /** Two TaskManagers, checkpoints twice a second, silence of 2 s, no disk of its own. */
  public static ClusterOptions of(Path directory, Path jobJar) {
    return new ClusterOptions(
        directory.toAbsolutePath().normalize(),
        jobJar,
        2,
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        0,
        List.of());
  }

  /** The same with another patience; a machine that is busy with other things needs more of it. */
  public ClusterOptions withHeartbeatTimeout(Duration timeout) {
    return new ClusterOptions(
        directory,
        jobJar,
        taskManagers,
        checkpointInterval,
        timeout,
        brokerDiskMegabytes,
        jobOptions);
  }

  /** The same with a disk of the broker's own. */
  public ClusterOptions withBrokerDisk(int megabytes) {
    return new ClusterOptions(
        directory,
        jobJar,
        taskManagers,
        checkpointInterval,
        heartbeatTimeout,
        megabytes,
        jobOptions);
  }

  /** The same job by other options. */
  public ClusterOptions withJobOptions(List<String> options) {
    return new ClusterOptions(
        directory,
        jobJar,
        taskManagers,
        checkpointInterval,
        heartbeatTimeout,
        brokerDiskMegabytes,
        options);
  }
}
