package dev.sluice.standalone.processes;

import dev.sluice.jobs.rest.FlinkRest;
import dev.sluice.jobs.rest.FlinkRestException;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.Topics.Topic;
import dev.sluice.standalone.directory.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Gateway, broker, JobManager, TaskManagers and PostgreSQL, each a process of its own on loopback,
 * with a log file each. Between them and their clients are proxies, whose network can be made bad.
 * All of them end with this process, however that ends.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final int SLOTS = 2;
  private static final int PARALLELISM = 2;
  private static final String HOST = "127.0.0.1";
  private static final String FLINK_JOBMANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String FLINK_TASKMANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final ClusterOptions options;
  private final ClusterPorts ports;
  private final ProcessGuard guard;
  private final Optional<SmallDisk> brokerDisk;
  private final List<TcpProxy> proxies;
  private final Part broker;
  private final DatabasePart database;
  private final Part jobManager;
  private final List<Part> taskManagers;
  private final Part gateway;
  private final FlinkFiles files;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private @Nullable ClusterJob job;

  private LocalCluster(ClusterOptions options, ProcessGuard guard) throws IOException {
    this.options = options;
    this.guard = guard;
    this.ports = ClusterPorts.free();
    Files.createDirectories(logs());
    Path kafka = options.directory().resolve("kafka");
    this.brokerDisk =
        options.brokerDiskMegabytes() == 0
            ? Optional.empty()
            : SmallDisk.mount(kafka, options.brokerDiskMegabytes(), guard);
    this.files =
        new FlinkFiles(
                options.directory().resolve("flink"), ports.rest(), ports.jobManager(), SLOTS)
            .write();
    this.proxies =
        List.of(
            TcpProxy.start(ports.brokerProxy(), ports.broker()),
            TcpProxy.start(ports.databaseProxy(), ports.database()),
            TcpProxy.start(ports.gatewayProxy(), ports.gateway()));
    this.broker = brokerProgram(kafka);
    this.database = new DatabasePart(databaseDirectory(), guard);
    this.jobManager = jobManagerProgram();
    this.taskManagers = new ArrayList<>();
    for (int i = 1; i <= options.taskManagers(); i++) {
      taskManagers.add(taskManagerProgram("taskmanager-" + i));
    }
    this.gateway = gatewayProgram();
  }

  /**
   * Starts all of it, with the job; returns when reports are taken and counted.
   *
   * @param progress told of each step in a few words
   * @throws IllegalStateException if a part does not come up; its log says why
   */
  public static LocalCluster start(ClusterOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    ProcessGuard guard = ProcessGuard.start();
    LocalCluster cluster = null;
    try {
      cluster = new LocalCluster(options, guard);
      cluster.startAll(progress);
      return cluster;
    } catch (IOException | RuntimeException | InterruptedException e) {
      if (cluster == null) {
        guard.close();
      } else {
        cluster.close();
      }
      throw e;
    }
  }

  private void startAll(Consumer<String> progress) throws IOException, InterruptedException {
    progress.accept("starting: broker, PostgreSQL, JobManager, TaskManagers");
    broker.start();
    jobManager.start();
    for (Part taskManager : taskManagers) {
      taskManager.start();
    }
    database.start();
    awaitBroker();
    gateway.start();
    awaitTaskManagers(taskManagers.size());
    progress.accept("starting: aggregation job, gateway");
    ClusterJob submitted =
        new ClusterJob(
            URI.create("http://" + HOST + ":" + ports.rest()),
            options.jobJar(),
            files,
            PARALLELISM,
            runOptions());
    submitted.submit();
    job = submitted;
    awaitGateway();
  }

  private List<String> runOptions() {
    List<String> run = new ArrayList<>();
    run.add("--bootstrap-servers=" + bootstrapServers());
    run.add("--jdbc-url=" + proxiedOwnerUrl());
    run.add("--checkpoint-interval=" + options.checkpointInterval().toMillis() + "ms");
    run.add("--early-firing=200ms");
    run.add("--transaction-timeout=1h");
    // The lease's ten seconds and the heartbeat timeout of 2.5 s, and some to spare.
    run.add("--lease-patience=20s");
    run.addAll(options.jobOptions());
    return run;
  }

  /** Waits until the broker has its topics. */
  public void awaitBroker() throws InterruptedException {
    Patience.await("the broker (see broker.log)", START, this::brokerAnswers);
  }

  private boolean brokerAnswers() {
    List<String> wanted = Topics.ALL.stream().map(Topic::name).toList();
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrapServers(),
                "default.api.timeout.ms", "3000",
                "request.timeout.ms", "2000"))) {
      return admin.listTopics().names().get(4, TimeUnit.SECONDS).containsAll(wanted);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until so many TaskManagers have registered. */
  public void awaitTaskManagers(int count) throws InterruptedException {
    var flink = new FlinkRest(URI.create("http://" + HOST + ":" + ports.rest()));
    Patience.await(
        "%d TaskManagers (see jobmanager.log, taskmanager-1.log)".formatted(count),
        START,
        () -> {
          try {
            return flink.taskManagers() >= count;
          } catch (FlinkRestException silent) {
            return false;
          }
        });
  }

  /** Waits until the gateway says that it can append. */
  public void awaitGateway() throws InterruptedException {
    Patience.await("the gateway (see gateway.log)", START, this::gatewayIsReady);
  }

  private boolean gatewayIsReady() {
    try {
      return http.send(
                  HttpRequest.newBuilder(
                          URI.create("http://" + HOST + ":" + ports.gateway() + "/readyz"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Starts what has ended without having been told to, as a supervisor would; returns its names.
   */
  public List<String> restartEnded() throws IOException {
    List<String> restarted = new ArrayList<>();
    List<Part> all = new ArrayList<>(taskManagers);
    all.addAll(List.of(gateway, jobManager, broker, database));
    for (Part part : all) {
      if (!part.alive()) {
        part.start();
        restarted.add(part.name());
      }
    }
    return restarted;
  }

  private Part brokerProgram(Path directory) {
    return program(
        "broker",
        List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m"),
        System.getProperty("java.class.path"),
        List.of(
            BrokerProgram.class.getName(),
            directory.toString(),
            Integer.toString(ports.broker()),
            Integer.toString(ports.controller()),
            Integer.toString(ports.brokerProxy())));
  }

  private Part jobManagerProgram() {
    List<String> jvm = new ArrayList<>(files.jvmOptions());
    jvm.add("-Xmx256m");
    jvm.add("-XX:MaxMetaspaceSize=256m");
    return program(
        "jobmanager",
        jvm,
        FlinkFiles.classPath(),
        List.of(FLINK_JOBMANAGER, "--configDir", files.configuration().toString()));
  }

  private Part taskManagerProgram(String name) {
    List<String> jvm = new ArrayList<>(files.jvmOptions());
    jvm.add("-Xmx224m");
    jvm.add("-XX:MaxDirectMemorySize=128m");
    jvm.add("-XX:MaxMetaspaceSize=192m");
    return program(
        name,
        jvm,
        FlinkFiles.classPath(),
        List.of(FLINK_TASKMANAGER, "--configDir", files.configuration().toString()));
  }

  private Part gatewayProgram() {
    return program(
        "gateway",
        List.of("-Xmx160m", "-XX:MaxDirectMemorySize=64m", "-XX:TieredStopAtLevel=1"),
        System.getProperty("java.class.path"),
        List.of(
            "dev.sluice.ingest.Main",
            "--bootstrap-servers",
            bootstrapServers(),
            "--port",
            Integer.toString(ports.gateway())));
  }

  private Part program(String name, List<String> jvm, String classPath, List<String> main) {
    return new JavaProgram(
        name, jvm, classPath, main, Map.of(), logs().resolve(name + ".log"), guard);
  }

  private Path logs() {
    return options.directory().resolve("logs");
  }

  private Path databaseDirectory() throws IOException {
    Path directory = Files.createDirectories(options.directory().resolve("postgres"));
    PrivateFile.write(
        directory.resolve("ports.properties"),
        Map.of("database", Integer.toString(ports.database())));
    return directory;
  }

  /** Brokers as clients find them: behind a proxy. */
  public String bootstrapServers() {
    return HOST + ":" + ports.brokerProxy();
  }

  /** The gateway as devices find it: behind a proxy. */
  public URI gatewayAddress() {
    return URI.create("http://" + HOST + ":" + ports.gatewayProxy());
  }

  /** The database as analysts find it; carries a password. */
  public String readerUrl() {
    return database.access().readerUrl();
  }

  private String proxiedOwnerUrl() {
    return database
        .access()
        .ownerUrl()
        .replace(":" + ports.database() + "/", ":" + ports.databaseProxy() + "/");
  }

  /** The aggregation job. */
  public ClusterJob job() {
    if (job == null) {
      throw new IllegalStateException("the job was not submitted");
    }
    return job;
  }

  /** The broker. */
  public Part broker() {
    return broker;
  }

  /** The database server. */
  public Part database() {
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

  /** Ends everything at once, but for the database, which needs its end for itself. */
  @Override
  public void close() {
    proxies.forEach(TcpProxy::close);
    List<Part> all = new ArrayList<>(taskManagers);
    all.addAll(List.of(gateway, jobManager, broker));
    all.forEach(Part::kill);
    database.stop();
    guard.close();
  }
}
