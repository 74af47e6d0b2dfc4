package dev.sluice.broker;

import dev.sluice.schemas.Topics.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker and controller in this process, on loopback only.
 *
 * <p>What it acknowledged survives a restart on the same directory, also after {@code kill -9} or a
 * power cut: there is one replica, so each append is flushed before it is acknowledged.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final BrokerSettings settings;

  /**
   * The loopback ports of a broker.
   *
   * @param broker where it listens
   * @param controller where it talks to itself as controller
   * @param advertised where clients are told to find it: the first, or a proxy before it
   */
  public record Ports(int broker, int controller, int advertised) {
    /** Free ports, without a proxy. */
    public static Ports free() {
      return direct(FreePorts.next(), FreePorts.next());
    }

    /** Without a proxy. */
    public static Ports direct(int broker, int controller) {
      return new Ports(broker, controller, broker);
    }
  }

  private EmbeddedBroker(KafkaRaftServer server, BrokerSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Starts a broker on a directory of its own, formatting it the first time, and returns when it
   * takes requests.
   */
  public static EmbeddedBroker start(Path directory, Ports ports) {
    return start(directory, ports, Map.of());
  }

  /** The same with Kafka's own settings over those that it would have. */
  public static EmbeddedBroker start(Path directory, Ports ports, Map<String, String> over) {
    var settings = new BrokerSettings(formatted(directory), ports);
    Map<String, String> properties = settings.toProperties();
    properties.putAll(over);
    var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, settings);
  }

  /** Makes the directory too, the first time. */
  private static Path formatted(Path directory) {
    Path logDirectory = directory.toAbsolutePath().resolve("log");
    new BrokerDirectory(logDirectory).formatOnce();
    return logDirectory;
  }

  /** Host and port for clients, as {@code bootstrap.servers} wants them. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** Creates those of the topics that do not exist yet; existing ones stay as they are. */
  public void createMissingTopics(List<Topic> topics) {
    MissingTopics.create(bootstrapServers(), topics);
  }

  /** Stops the broker in order: producers' data is on disk, the port is free again. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
