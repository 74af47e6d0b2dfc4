package dev.sluice.ingest.kafka;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker in this process, which can be stopped and started again on its data. */
public final class TestBroker implements AutoCloseable {
  private static final int NODE_ID = 1;

  private final Path directory;
  private final int brokerPort;
  private final int controllerPort;
  private KafkaRaftServer server;

  private TestBroker(Path directory, int brokerPort, int controllerPort) {
    this.directory = directory;
    this.brokerPort = brokerPort;
    this.controllerPort = controllerPort;
  }

  /** Starts a broker on an empty directory. */
  public static TestBroker start(Path directory) throws Exception {
    try (var broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var started = new TestBroker(directory, broker.getLocalPort(), controller.getLocalPort());
      started.format();
      broker.close();
      controller.close();
      started.restart();
      return started;
    }
  }

  /** Starts again after {@link #stop}, on the same port and data. */
  public void restart() {
    server = new KafkaRaftServer(new KafkaConfig(properties()), Time.SYSTEM);
    server.startup();
  }

  /** Stops; the data stay. */
  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  public void createTopic(String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  /** Every record of a topic. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    var deserializer = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers()),
            deserializer,
            deserializer)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(each -> each).sum();
      while (records.size() < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    stop();
  }

  private void format() throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(NODE_ID)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(Optional.of(directory.toString()))
        .addDirectory(directory.toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .run();
  }

  private Map<String, String> properties() {
    String controller = "127.0.0.1:" + controllerPort;
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE_ID)),
        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", directory.toString()),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "2"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
        Map.entry("log.index.size.max.bytes", "1048576"));
  }
}
