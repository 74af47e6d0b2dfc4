package dev.sluice.gate.testing;

import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker on loopback, in this process, with the topics of a gate. */
public final class TestBroker implements AutoCloseable {
  private static final int NODE = 1;

  private final KafkaRaftServer server;
  private final String address;

  private TestBroker(KafkaRaftServer server, String address) {
    this.server = server;
    this.address = address;
  }

  public static TestBroker start(Path directory) throws Exception {
    String log = directory.toAbsolutePath().toString();
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(NODE)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(Optional.of(log))
        .addDirectory(log)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .run();
    String broker = "127.0.0.1:" + freePort();
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(settings(log, broker, "127.0.0.1:" + freePort())), Time.SYSTEM);
    server.startup();
    return new TestBroker(server, broker);
  }

  private static Map<String, String> settings(String log, String broker, String controller) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE)),
        Map.entry("controller.quorum.voters", NODE + "@" + controller),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", log),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
        Map.entry("num.network.threads", "1"),
        Map.entry("num.io.threads", "2"));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public String address() {
    return address;
  }

  public void createTopics() throws Exception {
    List<NewTopic> topics =
        Topics.ALL.stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                        .configs(
                            Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")))
            .toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** Writes aggregates as the job does: all of them, in one transaction. */
  public void send(Collection<Aggregate> aggregates) throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address, "transactional.id", "test"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent =
          aggregates.stream().map(aggregate -> producer.send(record(aggregate))).toList();
      producer.commitTransaction();
      for (Future<RecordMetadata> each : sent) {
        each.get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static ProducerRecord<String, byte[]> record(Aggregate aggregate) {
    return new ProducerRecord<>(
        Topics.AGGREGATES, TopicKeys.of(aggregate), Codecs.AGGREGATE.encode(aggregate));
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
