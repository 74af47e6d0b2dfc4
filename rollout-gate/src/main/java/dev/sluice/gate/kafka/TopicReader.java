package dev.sluice.gate.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a whole topic from its beginning, committed records only. It has no consumer group: what
 * the gate knows is what the topic says, and a restart reads it again.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(10);

  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * A reader at the topic's beginning.
   *
   * @throws MissingTopicException if the brokers do not have the topic
   * @throws org.apache.kafka.common.KafkaException if the brokers cannot be reached
   */
  TopicReader(GateTopics topics, String topic) {
    consumer =
        new KafkaConsumer<>(
            settings(topics), new StringDeserializer(), new ByteArrayDeserializer());
    try {
      partitions = partitions(topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> partitions(String topic) {
    List<PartitionInfo> known = consumer.partitionsFor(topic, METADATA_TIMEOUT);
    if (known == null || known.isEmpty()) {
      throw new MissingTopicException(topic);
    }
    return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** The records that have come since the last poll; waits for some, at most the time given. */
  ConsumerRecords<String, byte[]> poll(Duration timeout) {
    return consumer.poll(timeout);
  }

  /** Whether no record is known to be waiting. */
  boolean caughtUp() {
    return lag().equals(OptionalLong.of(0));
  }

  /** Records that are known to be waiting; empty while that is not known of every partition. */
  OptionalLong lag() {
    long sum = 0;
    for (TopicPartition partition : partitions) {
      OptionalLong lag = consumer.currentLag(partition);
      if (lag.isEmpty()) {
        return lag;
      }
      sum += lag.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private static Map<String, Object> settings(GateTopics topics) {
    Map<String, Object> settings = topics.clientSettings();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Nothing is ever resumed from an offset; a position that has gone is a bug, not the past.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    return settings;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
