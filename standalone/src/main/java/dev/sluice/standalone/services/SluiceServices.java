package dev.sluice.standalone.services;

import dev.sluice.admission.DayBounds;
import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.gate.GateConfig;
import dev.sluice.gate.GateServer;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.ingest.IngestConfig;
import dev.sluice.ingest.IngestServer;
import dev.sluice.jobs.AggregationJob;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.directory.DataDirectory;
import dev.sluice.standalone.directory.RememberedPorts;
import dev.sluice.standalone.directory.ServiceAddresses;
import dev.sluice.standalone.flink.EmbeddedFlink;
import dev.sluice.standalone.flink.RunningJob;
import dev.sluice.standalone.logging.LogFile;
import dev.sluice.standalone.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything on one machine: broker, database, the aggregation job, ingest and gate, in this
 * process, with their state in one directory. Started in the order of the data, stopped in reverse;
 * a later start on the same directory goes on where this one stopped.
 */
public final class SluiceServices implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(SluiceServices.class);
  private static final int PARALLELISM = 2;
  private static final int FUTURE_DAYS = 2;

  /**
   * Results that Flink has handed to the broker but not confirmed must outlive a stop: the broker
   * throws them away after this time, and a job that goes on later would miss them.
   */
  private static final Duration UNCONFIRMED_RESULTS_KEPT = Duration.ofDays(7);

  private final StopSequence stops;
  private final RunningJob job;
  private final ServiceAddresses addresses;

  private SluiceServices(StopSequence stops, RunningJob job, ServiceAddresses addresses) {
    this.stops = stops;
    this.job = job;
    this.addresses = addresses;
  }

  /**
   * Starts everything; returns when reports are accepted and the gate answers. A signal that ends
   * the process stops whatever has been started by then.
   *
   * @param progress told of each step in a few words
   * @throws IOException if an address cannot be listened on
   */
  public static SluiceServices start(
      Path dataDirectory, ServiceOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    return start(dataDirectory, options, progress, () -> {});
  }

  /**
   * The same, with something to be done when everything has stopped, however it is stopped.
   *
   * @param afterwards done last, also if the start fails or a signal ends the process
   */
  public static SluiceServices start(
      Path dataDirectory, ServiceOptions options, Consumer<String> progress, Runnable afterwards)
      throws IOException, InterruptedException {
    StopSequence stops = new StopSequence();
    stops.add("what was asked for afterwards", afterwards);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopFromSignal(stops, progress), "stop-services"));
    try {
      return start(dataDirectory, options, progress, stops);
    } catch (IOException | RuntimeException e) {
      stops.close();
      stops.startEnded();
      awaitExitIfStopping(stops);
      throw e;
    } finally {
      stops.startEnded();
    }
  }

  /** Every end of the process comes here; where all has been stopped already there is no news. */
  private static void stopFromSignal(StopSequence stops, Consumer<String> progress) {
    if (!stops.closed()) {
      progress.accept("stopping");
    }
    stops.closeFromOutside();
  }

  private static SluiceServices start(
      Path dataDirectory, ServiceOptions options, Consumer<String> progress, StopSequence stops)
      throws IOException {
    DataDirectory directory = DataDirectory.acquire(dataDirectory);
    stops.add("data directory", directory::close);
    LogFile.open(directory.logs());

    ServiceAddresses.withdraw(directory.root()); // of a process that was killed

    progress.accept("starting: broker");
    EmbeddedBroker broker = startBroker(directory.kafka());
    stops.add("broker", broker::close);
    broker.createMissingTopics(Topics.ALL);

    progress.accept("starting: database");
    EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres());
    stops.add("database", database::close);

    progress.accept("starting: aggregation job");
    EmbeddedFlink flink =
        EmbeddedFlink.start(directory.flink(), PARALLELISM, options.checkpointInterval());
    stops.add("flink", flink::close);
    RunningJob job = startJob(flink, jobConfig(broker, database, options));
    stops.add("aggregation job", job::stop);

    progress.accept("starting: ingest");
    RememberedPorts ports = new RememberedPorts(directory.root().resolve("ports.properties"));
    Registries registries = options.registries().parse();
    IngestServer ingest = startIngest(broker, options, registries, ports);
    stops.add("ingest", ingest::close);

    progress.accept("starting: gate");
    GateServer gate = startGate(broker, options, registries, ports);
    stops.add("gate", gate::close);

    ServiceAddresses addresses =
        new ServiceAddresses(
            broker.bootstrapServers(),
            database.access().readerUrl(),
            address(options.host(), ingest.port()),
            address(options.host(), gate.port()),
            flink.restAddress());
    addresses.publish(directory.root());
    stops.add("addresses", () -> ServiceAddresses.withdraw(directory.root()));
    return new SluiceServices(stops, job, addresses);
  }

  private static EmbeddedBroker startBroker(Path directory) throws IOException {
    Files.createDirectories(directory);
    RememberedPorts ports = new RememberedPorts(directory.resolve("ports.properties"));
    return EmbeddedBroker.start(
        directory, EmbeddedBroker.Ports.direct(ports.claim("broker"), ports.claim("controller")));
  }

  private static JobConfig jobConfig(
      EmbeddedBroker broker, EmbeddedDatabase database, ServiceOptions options) {
    AggregationRules rules =
        AggregationRules.defaults()
            .withRegistries(options.registries())
            .withEarlyFiring(options.earlyFiring())
            .withDayBounds(new DayBounds(options.maxAgeDays() + 1, FUTURE_DAYS));
    return JobConfig.of(broker.bootstrapServers(), database.access().ownerUrl())
        .withKafka(
            KafkaAccess.of(broker.bootstrapServers())
                .withTransactionTimeout(UNCONFIRMED_RESULTS_KEPT))
        .withRules(rules)
        .withCheckpointInterval(options.checkpointInterval());
  }

  private static RunningJob startJob(EmbeddedFlink flink, JobConfig config) {
    AggregationJob.prepare(config);
    StreamExecutionEnvironment environment = flink.environment();
    environment.setParallelism(PARALLELISM);
    AggregationJob.define(environment, config);
    return flink.submit(environment, AggregationJob.NAME);
  }

  private static IngestServer startIngest(
      EmbeddedBroker broker, ServiceOptions options, Registries registries, RememberedPorts ports)
      throws IOException {
    int port = options.ingestPort() == 0 ? ports.claim("ingest") : options.ingestPort();
    return IngestServer.start(
        IngestConfig.local(broker.bootstrapServers(), registries)
            .listeningOn(options.host(), port)
            .admittingDaysBack(options.maxAgeDays()));
  }

  private static GateServer startGate(
      EmbeddedBroker broker, ServiceOptions options, Registries registries, RememberedPorts ports)
      throws IOException {
    int port = options.gatePort() == 0 ? ports.claim("gate") : options.gatePort();
    GateConfig config =
        GateConfig.local(broker.bootstrapServers())
            .listeningOn(options.host(), port)
            .judgingBy(registries);
    try {
      return GateServer.start(config);
    } catch (PolicyException impossible) {
      throw new AssertionError("no policy was given", impossible);
    }
  }

  private static URI address(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }

  /** Where everything can be reached. */
  public ServiceAddresses addresses() {
    return addresses;
  }

  /**
   * Waits for as long as everything runs. An aggregation job that ends by itself has failed for
   * good: without it reports pile up uncounted, and whoever runs this should know.
   */
  public void awaitFailure() throws InterruptedException {
    try {
      job.result().get();
    } catch (ExecutionException e) {
      logger.info("the aggregation job's end", e);
    }
    awaitExitIfStopping();
  }

  /**
   * Does not return once a stop has begun that the caller did not ask for: the process is about to
   * end, and whatever fails now fails because of that.
   */
  public void awaitExitIfStopping() throws InterruptedException {
    awaitExitIfStopping(stops);
  }

  private static void awaitExitIfStopping(StopSequence stops) throws InterruptedException {
    if (stops.closedFromOutside()) {
      new CountDownLatch(1).await();
    }
  }

  /** Stops everything in reverse; waits until it has. */
  @Override
  public void close() {
    stops.close();
  }
}
