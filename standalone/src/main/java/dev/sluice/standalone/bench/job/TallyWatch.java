package dev.sluice.standalone.bench.job;

import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads from the job's own results how far it has come, without asking the job. It looks also at
 * what is not committed yet: a checkpoint is not what is waited for.
 */
final class TallyWatch implements AutoCloseable {
  private static final TopicPartition TALLIES = new TopicPartition(Topics.TALLIES, 0);
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Long> tallies = new HashMap<>();

  private TallyWatch(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Begins to watch: what was tallied before is of another job. */
  static TallyWatch begin(String brokers) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(TALLIES));
    consumer.seekToEnd(List.of(TALLIES));
    consumer.position(TALLIES); // now, not when it is first read
    return new TallyWatch(consumer);
  }

  /** Reports of which the job has said what became of them, so far. */
  long tallied() {
    consumer
        .poll(PATIENCE)
        .forEach(
            each -> {
              if (Codecs.TALLY.decode(each.value()) instanceof Decoded.Value<Tally> tally) {
                tallies.put(TopicKeys.of(tally.value()), tally.value().getReports());
              }
            });
    return tallies.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
