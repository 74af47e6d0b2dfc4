package dev.sluice.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a single node that is broker and controller at once.
 *
 * @param logDirectory where the log segments and the cluster's metadata live
 * @param ports loopback ports for clients and for itself
 */
record BrokerSettings(Path logDirectory, EmbeddedBroker.Ports ports) {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String HOST = "127.0.0.1";
  private static final String ONE_WEEK_MILLIS = "604800000";

  String bootstrapServers() {
    return HOST + ":" + ports.broker();
  }

  Map<String, String> toProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.putAll(node());
    properties.putAll(durability());
    properties.putAll(transactions());
    properties.putAll(footprint());
    return properties;
  }

  private Map<String, String> node() {
    String controller = HOST + ":" + ports.controller();
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE_ID)),
        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller),
        Map.entry("controller.listener.names", CONTROLLER_LISTENER),
        Map.entry("listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller),
        Map.entry("advertised.listeners", "PLAINTEXT://" + HOST + ":" + ports.advertised()),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", logDirectory.toString()),
        Map.entry("auto.create.topics.enable", "false"));
  }

  /** With no replica to fall back on, what is acknowledged must be on the disk. */
  private static Map<String, String> durability() {
    return Map.ofEntries(
        Map.entry("log.flush.interval.messages", "1"),
        Map.entry("log.retention.hours", "720"),
        Map.entry("min.insync.replicas", "1"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"));
  }

  /**
   * A transaction that was pre-committed before an abrupt stop must still be there for the
   * restarted job to commit, even when the restart comes after a long weekend.
   */
  private static Map<String, String> transactions() {
    return Map.ofEntries(
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.max.timeout.ms", ONE_WEEK_MILLIS));
  }

  /** The broker shares a laptop with everything else: few threads, partitions and buffers. */
  private static Map<String, String> footprint() {
    return Map.ofEntries(
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"),
        Map.entry("num.partitions", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("log.cleaner.threads", "1"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
        Map.entry("log.segment.bytes", "67108864"),
        Map.entry("log.index.size.max.bytes", "1048576"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("log.initial.task.delay.ms", "5000"));
  }
}
