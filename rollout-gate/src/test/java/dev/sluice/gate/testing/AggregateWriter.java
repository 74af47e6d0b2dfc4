package dev.sluice.gate.testing;

import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Aggregates on a broker, as the job writes them. */
public final class AggregateWriter {
  private AggregateWriter() {}

  /** Writes all of them in one transaction. */
  public static void write(String bootstrapServers, Collection<Aggregate> aggregates)
      throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "test"),
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
}
