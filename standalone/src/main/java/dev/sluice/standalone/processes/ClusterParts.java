package dev.sluice.standalone.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The parts of a cluster and the proxies before them, from before their first start to their end.
 * All of them end with this process, however that ends.
 */
public final class ClusterParts implements AutoCloseable {
  private final ProcessGuard guard;
  private final Optional<SmallDisk> brokerDisk;
  private final List<TcpProxy> proxies;
  private final ClusterPrograms programs;
  private final Part broker;
  private final DatabasePart database;
  private final Part jobManager;
  private final List<Part> taskManagers;
  private final Part gateway;

  private ClusterParts(
      ClusterOptions options,
      ClusterPorts ports,
      FlinkFiles files,
      BrokerAndDatabase.Source source,
      ProcessGuard guard)
      throws IOException {
    Path directory = options.directory();
    Files.createDirectories(JavaProgram.logs(directory));
    this.guard = guard;
    this.brokerDisk =
        options.brokerDiskMegabytes() == 0
            ? Optional.empty()
            : SmallDisk.mount(
                BrokerAndDatabase.brokerDirectory(directory), options.brokerDiskMegabytes(), guard);
    BrokerAndDatabase base = source.of(directory, ports, guard);
    this.broker = base.broker();
    this.database = base.database();
    this.programs = new ClusterPrograms(directory, options.jobJar(), ports, files, guard);
    this.jobManager = programs.jobManager();
    this.taskManagers =
        IntStream.rangeClosed(1, options.taskManagers()).mapToObj(programs::taskManager).toList();
    this.gateway = programs.gateway();
    this.proxies =
        List.of(
            TcpProxy.start(ports.brokerProxy(), ports.broker()),
            TcpProxy.start(ports.databaseProxy(), ports.database()),
            TcpProxy.start(ports.gatewayProxy(), ports.gateway()));
  }

  /** Makes them ready to be started. */
  static ClusterParts of(
      ClusterOptions options, ClusterPorts ports, FlinkFiles files, BrokerAndDatabase.Source source)
      throws IOException {
    ProcessGuard guard = ProcessGuard.start();
    try {
      return new ClusterParts(options, ports, files, source, guard);
    } catch (IOException | RuntimeException e) {
      guard.close();
      throw e;
    }
  }

  /** The broker. */
  public Part broker() {
    return broker;
  }

  /** The database server. */
  public DatabasePart database() {
    return database;
  }

  /** The JobManager. */
  public Part jobManager() {
    return jobManager;
  }

  /** The TaskManagers. */
  public List<Part> taskManagers() {
    return taskManagers;
  }

  /** The gateway. */
  public Part gateway() {
    return gateway;
  }

  /** The proxies before broker, database and gateway. */
  public List<TcpProxy> proxies() {
    return proxies;
  }

  /** The broker's own disk; empty where none could be mounted. */
  public Optional<SmallDisk> brokerDisk() {
    return brokerDisk;
  }

  /**
   * Starts what has ended without having been told to, as a supervisor would; returns its names.
   */
  public List<String> restartEnded() throws IOException {
    List<String> restarted = new ArrayList<>();
    for (Part part : all()) {
      if (!part.alive()) {
        part.start();
        restarted.add(part.name());
      }
    }
    return restarted;
  }

  /** See {@link RunningCluster#archiveClasses}. */
  Optional<String> archiveClasses() throws IOException, InterruptedException {
    return programs.archiveClasses();
  }

  private List<Part> all() {
    List<Part> all = new ArrayList<>(taskManagers);
    all.addAll(List.of(gateway, jobManager, broker, database));
    return all;
  }

  /** Ends everything at once, but for the database, which needs its end for itself. */
  @Override
  public void close() {
    proxies.forEach(TcpProxy::close);
    all().stream().filter(part -> part != database).forEach(Part::kill);
    database.stop();
    guard.close();
  }
}
