package dev.sluice.standalone.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings a cluster up, each part when what it needs is there. */
public final class ClusterStart {
  private static final int SLOTS = 2;
  private static final int PARALLELISM = 2;

  private final ClusterOptions options;
  private final ClusterPorts ports;
  private final FlinkFiles files;
  private final ClusterParts parts;
  private final ClusterReadiness readiness;

  private ClusterStart(ClusterOptions options, BrokerAndDatabase.Source source) throws IOException {
    this.options = options;
    this.ports = ClusterPorts.free();
    this.files =
        new FlinkFiles(
                options.directory().resolve("flink"),
                ports.rest(),
                ports.jobManager(),
                SLOTS,
                options.heartbeatTimeout())
            .write();
    this.parts = ClusterParts.of(options, ports, files, source);
    this.readiness = new ClusterReadiness(ports);
  }

  /**
   * Starts all of it, with the job; returns when reports are taken and counted.
   *
   * @param progress told of each step in a few words
   * @throws IllegalStateException if a part does not come up; its log says why
   */
  public static RunningCluster run(ClusterOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    return run(options, BrokerAndDatabase::embedded, progress);
  }

  /** The same with another broker and database. */
  static RunningCluster run(
      ClusterOptions options, BrokerAndDatabase.Source source, Consumer<String> progress)
      throws IOException, InterruptedException {
    ClusterStart start = new ClusterStart(options, source);
    try {
      return start.run(progress);
    } catch (IOException | RuntimeException | InterruptedException e) {
      start.parts.close();
      throw e;
    }
  }

  private RunningCluster run(Consumer<String> progress) throws IOException, InterruptedException {
    progress.accept("starting: broker, PostgreSQL, JobManager, TaskManagers");
    parts.broker().start();
    parts.jobManager().start();
    for (Part taskManager : parts.taskManagers()) {
      taskManager.start();
    }
    parts.database().start();
    readiness.awaitBroker();
    parts.gateway().start();
    readiness.awaitTaskManagers(parts.taskManagers().size());
    progress.accept("starting: aggregation job, gateway");
    ClusterJob job =
        new ClusterJob(ports.jobManagerRest(), options.jobJar(), files, PARALLELISM, runOptions());
    job.submit();
    readiness.awaitGateway();
    return new RunningCluster(ports, parts, readiness, job);
  }

  private List<String> runOptions() {
    List<String> run = new ArrayList<>();
    run.add("--bootstrap-servers=" + ports.bootstrapServers());
    run.add("--jdbc-url=" + ports.proxied(parts.database().access().ownerUrl()));
    run.add("--checkpoint-interval=" + options.checkpointInterval().toMillis() + "ms");
    run.add("--early-firing=200ms");
    run.add("--transaction-timeout=1h");
    // The lease's ten seconds and heartbeatTimeout, and some to spare.
    run.add("--lease-patience=20s");
    run.addAll(options.jobOptions());
    return run;
  }
}
