package dev.sluice.standalone.services;

import dev.sluice.gate.GateConfig;
import dev.sluice.gate.GateServer;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.ingest.IngestConfig;
import dev.sluice.ingest.IngestServer;
import dev.sluice.jobs.AggregationJob;
import dev.sluice.jobs.admission.DayBounds;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.JobConfig;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.directory.DataDirectory;
import dev.sluice.standalone.directory.RememberedPorts;
import dev.sluice.standalone.directory.ServiceAddresses;
import dev.sluice.standalone.flink.EmbeddedFlink;
import dev.sluice.standalone.flink.RunningJob;
import dev.sluice.standalone.kafka.EmbeddedBroker;
import dev.sluice.standalone.logging.LogFile;
import dev.sluice.standalone.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Everything on one machine: broker, database, the aggregation job, ingest and gate, in this
 * process, with their state in one directory. Started in the order of the data, stopped in reverse;
 * a later start on the same directory goes on where this one stopped.
 */
public final class SluiceServices implements AutoCloseable {
  private static final int PARALLELISM = 2;
  private static final int FUTURE_DAYS = 2;

  private final StopSequence stops;
  private final ServiceAddresses addresses;

  private SluiceServices(StopSequence stops, ServiceAddresses addresses) {
    this.stops = stops;
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
      Path dataDirectory, ServiceOptions options, Consumer<String> progress) throws IOException {
    StopSequence stops = new StopSequence();
    Runtime.getRuntime().addShutdownHook(new Thread(stops::close, "stop-services"));
    try {
      return new SluiceServices(stops, start(dataDirectory, options, progress, stops));
    } catch (IOException | RuntimeException e) {
      stops.close();
      throw e;
    }
  }

  private static ServiceAddresses start(
      Path dataDirectory, ServiceOptions options, Consumer<String> progress, StopSequence stops)
      throws IOException {
    DataDirectory directory = DataDirectory.acquire(dataDirectory);
    stops.add("data directory", directory::close);
    LogFile.open(directory.logs());

    progress.accept("broker");
    EmbeddedBroker broker = EmbeddedBroker.start(directory.kafka());
    stops.add("broker", broker::close);
    broker.createMissingTopics(Topics.ALL);

    progress.accept("database");
    EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres());
    stops.add("database", database::close);

    progress.accept("aggregation job");
    EmbeddedFlink flink = startJob(directory, broker, database, options, stops);

    progress.accept("ingest");
    RememberedPorts ports = new RememberedPorts(directory.root().resolve("ports.properties"));
    IngestServer ingest = startIngest(broker, options, ports);
    stops.add("ingest", ingest::close);

    progress.accept("gate");
    GateServer gate = startGate(broker, options, ports);
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
    return addresses;
  }

  private static EmbeddedFlink startJob(
      DataDirectory directory,
      EmbeddedBroker broker,
      EmbeddedDatabase database,
      ServiceOptions options,
      StopSequence stops) {
    AggregationRules rules =
        AggregationRules.defaults()
            .withEarlyFiring(options.earlyFiring())
            .withDayBounds(new DayBounds(options.maxAgeDays() + 1, FUTURE_DAYS));
    JobConfig config =
        JobConfig.of(broker.bootstrapServers(), database.access().ownerUrl())
            .withRules(rules)
            .withCheckpointInterval(options.checkpointInterval());
    AggregationJob.prepare(config);
    EmbeddedFlink flink =
        EmbeddedFlink.start(directory.flink(), PARALLELISM, options.checkpointInterval());
    stops.add("flink", flink::close);
    StreamExecutionEnvironment environment = flink.environment();
    environment.setParallelism(PARALLELISM);
    AggregationJob.define(environment, config);
    RunningJob job = flink.submit(environment, AggregationJob.NAME);
    stops.add("aggregation job", job::stop);
    return flink;
  }

  private static IngestServer startIngest(
      EmbeddedBroker broker, ServiceOptions options, RememberedPorts ports) throws IOException {
    int port = options.ingestPort() == 0 ? ports.claim("ingest") : options.ingestPort();
    return IngestServer.start(
        IngestConfig.local(broker.bootstrapServers(), BundledRegistry.load())
            .listeningOn(options.host(), port)
            .admittingDaysBack(options.maxAgeDays()));
  }

  private static GateServer startGate(
      EmbeddedBroker broker, ServiceOptions options, RememberedPorts ports) throws IOException {
    int port = options.gatePort() == 0 ? ports.claim("gate") : options.gatePort();
    GateConfig local = GateConfig.local(broker.bootstrapServers());
    GateConfig config =
        new GateConfig(
            options.host(),
            port,
            local.topics(),
            local.lookInterval(),
            local.registry(),
            local.policies());
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

  /** Stops everything in reverse; waits until it has. */
  @Override
  public void close() {
    stops.close();
  }
}
