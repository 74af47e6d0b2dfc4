package dev.sluice.standalone.demo;

import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts in Kafka: how many records the reports topic holds, by its offsets (ingest writes without
 * transactions, so that every offset is a record), and what the tallies say of them.
 */
final class KafkaReportCounter implements ReportCounter {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String brokers;

  KafkaReportCounter(String brokers) {
    this.brokers = brokers;
  }

  @Override
  public ReportCounts count() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Map<String, Tally> tallies = newestTallies(consumer);
      return new ReportCounts(
          records(consumer),
          sum(tallies.values(), true, Disposition.COUNTED),
          sum(tallies.values(), true, Disposition.DUPLICATE),
          sum(tallies.values(), false, Disposition.COUNTED, Disposition.DUPLICATE));
    }
  }

  private static long records(KafkaConsumer<?, ?> consumer) {
    List<TopicPartition> partitions = partitions(consumer, Topics.REPORTS);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    return partitions.stream()
        .mapToLong(each -> end.getOrDefault(each, 0L) - first.getOrDefault(each, 0L))
        .sum();
  }

  private static Map<String, Tally> newestTallies(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer, Topics.TALLIES);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    Map<String, Tally> newest = new HashMap<>();
    while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (Codecs.TALLY.decode(record.value()) instanceof Decoded.Value<Tally> decoded) {
          newest.put(TopicKeys.of(decoded.value()), decoded.value());
        }
      }
    }
    return newest;
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private static long sum(Collection<Tally> tallies, boolean in, Disposition... dispositions) {
    List<Disposition> wanted = List.of(dispositions);
    return tallies.stream()
        .filter(tally -> wanted.contains(tally.getDisposition()) == in)
        .mapToLong(Tally::getReports)
        .sum();
  }
}
