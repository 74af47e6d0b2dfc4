package dev.sluice.jobs.deadletters;

import dev.sluice.jobs.config.BrokerAccess;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead letters as they are when one begins to read: from the oldest that is kept to the end.
 */
public final class DeadLetterTopic {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(200);

  private DeadLetterTopic() {}

  /**
   * Calls back for every committed dead letter, in the order of each partition.
   *
   * @return records that are no dead letters: somebody else wrote them
   * @throws IOException if the brokers do not answer, or have no such topic
   */
  public static long read(BrokerAccess brokers, Consumer<DeadLetter> reader) throws IOException {
    try (var consumer =
        new KafkaConsumer<>(
            settings(brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return readTo(consumer.endOffsets(partitions, PATIENCE), consumer, reader);
    } catch (KafkaException e) {
      throw new IOException(
          "cannot read "
              + Topics.DEAD_LETTERS
              + " at "
              + brokers.bootstrapServers()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static long readTo(
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<DeadLetter> reader) {
    long foreign = 0;
    while (!reached(ends, consumer)) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(each.topic(), each.partition());
        // A poll may bring what has come since.
        if (each.offset() < ends.getOrDefault(partition, 0L)) {
          Optional<DeadLetter> letter = letter(each);
          letter.ifPresent(reader);
          foreign += letter.isPresent() ? 0 : 1;
        }
      }
    }
    return foreign;
  }

  private static boolean reached(
      Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
  }

  private static Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> found) {
    return found.value() != null
            && Codecs.DEAD_LETTER.decode(found.value())
                instanceof Decoded.Value<DeadLetter> readable
        ? Optional.of(readable.value())
        : Optional.empty();
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer)
      throws IOException {
    List<PartitionInfo> found = consumer.partitionsFor(Topics.DEAD_LETTERS, PATIENCE);
    if (found == null || found.isEmpty()) {
      throw new IOException(
          "the brokers have no topic " + Topics.DEAD_LETTERS + ": create it, or start the job");
    }
    return found.stream().map(each -> new TopicPartition(each.topic(), each.partition())).toList();
  }

  private static Properties settings(BrokerAccess brokers) {
    Properties settings = brokers.clientProperties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrapServers());
    settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return settings;
  }
}
