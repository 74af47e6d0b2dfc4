package dev.sluice.standalone.processes;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * A cluster that takes reports and counts them: gateway, broker, JobManager, TaskManagers and
 * PostgreSQL, each a process of its own on loopback, with a log file each. Between them and their
 * clients are proxies, whose network can be made bad.
 */
public final class RunningCluster implements AutoCloseable {
  private final ClusterPorts ports;
  private final ClusterParts parts;
  private final ClusterReadiness readiness;
  private final ClusterJob job;

  RunningCluster(
      ClusterPorts ports, ClusterParts parts, ClusterReadiness readiness, ClusterJob job) {
    this.ports = ports;
    this.parts = parts;
    this.readiness = readiness;
    this.job = job;
  }

  /** Brokers as clients find them: behind a proxy. */
  public String bootstrapServers() {
    return ports.bootstrapServers();
  }

  /** The gateway as devices find it: behind a proxy. */
  public URI gatewayAddress() {
    return ports.proxiedGateway();
  }

  /** The database as analysts find it; carries a password. */
  public String readerUrl() {
    return parts.database().access().readerUrl();
  }

  /** What can be killed, paused, stopped and started again. */
  public ClusterParts parts() {
    return parts;
  }

  /** Waits for parts that were started again. */
  public ClusterReadiness readiness() {
    return readiness;
  }

  /** The aggregation job. */
  public ClusterJob job() {
    return job;
  }

  /**
   * Makes an archive of the classes that JobManager and TaskManagers have loaded so far. Those that
   * are started from now on load them from there: they are ready to take over in half the time.
   *
   * @return why there is none; empty if there is
   */
  public Optional<String> archiveClasses() throws IOException, InterruptedException {
    return parts.archiveClasses();
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    parts.close();
  }
}
