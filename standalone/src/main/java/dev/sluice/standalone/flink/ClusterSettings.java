package dev.sluice.standalone.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the cluster and the defaults of its jobs.
 *
 * @param home the directory for checkpoints, savepoints and temporary files
 * @param restPort loopback port of the REST interface and its pages
 * @param slots how many parallel subtasks can run
 * @param checkpointInterval how often a job makes its output visible and its progress durable
 */
record ClusterSettings(Path home, int restPort, int slots, Duration checkpointInterval) {
  private static final String HOST = "127.0.0.1";

  ClusterSettings {
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be >= 1 but is " + slots);
    }
    if (checkpointInterval.isNegative() || checkpointInterval.isZero()) {
      throw new IllegalArgumentException(
          "checkpointInterval must be positive but is " + checkpointInterval);
    }
  }

  Path checkpoints() {
    return home.resolve("checkpoints");
  }

  Path savepoints() {
    return home.resolve("savepoints");
  }

  Path temporaryFiles() {
    return home.resolve("tmp");
  }

  Configuration toConfiguration() {
    var configuration = new Configuration();
    addresses().forEach(configuration::setString);
    state().forEach(configuration::setString);
    footprint().forEach(configuration::setString);
    return configuration;
  }

  /** Everything on loopback; nobody may submit or cancel jobs over HTTP. */
  private Map<String, String> addresses() {
    return Map.ofEntries(
        Map.entry("jobmanager.rpc.address", HOST),
        Map.entry("jobmanager.bind-host", HOST),
        Map.entry("taskmanager.host", HOST),
        Map.entry("taskmanager.bind-host", HOST),
        Map.entry("rest.address", HOST),
        Map.entry("rest.bind-address", HOST),
        Map.entry("rest.port", Integer.toString(restPort)),
        Map.entry("rest.bind-port", Integer.toString(restPort)),
        Map.entry("web.submit.enable", "false"),
        Map.entry("web.cancel.enable", "false"));
  }

  private Map<String, String> state() {
    return Map.ofEntries(
        Map.entry("execution.checkpointing.interval", checkpointInterval.toMillis() + " ms"),
        Map.entry("execution.checkpointing.mode", "EXACTLY_ONCE"),
        Map.entry("execution.checkpointing.storage", "filesystem"),
        Map.entry("execution.checkpointing.dir", checkpoints().toUri().toString()),
        Map.entry("execution.checkpointing.savepoint-dir", savepoints().toUri().toString()),
        Map.entry("execution.checkpointing.num-retained", "2"),
        Map.entry(
            "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
        Map.entry("restart-strategy.type", "exponential-delay"),
        Map.entry("restart-strategy.exponential-delay.initial-backoff", "200 ms"),
        Map.entry("restart-strategy.exponential-delay.max-backoff", "30 s"));
  }

  private Map<String, String> footprint() {
    return Map.ofEntries(
        Map.entry("io.tmp.dirs", temporaryFiles().toString()),
        Map.entry("web.tmpdir", temporaryFiles().toString()),
        Map.entry("parallelism.default", Integer.toString(slots)),
        Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(slots)),
        Map.entry("taskmanager.memory.network.min", "32 mb"),
        Map.entry("taskmanager.memory.network.max", "32 mb"),
        Map.entry("taskmanager.memory.managed.size", "32 mb"));
  }
}
