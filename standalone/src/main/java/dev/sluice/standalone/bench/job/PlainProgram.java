package dev.sluice.standalone.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admission.DayBounds;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.bench.worker.ProcessorTime;
import dev.sluice.standalone.bench.worker.Role;
import dev.sluice.standalone.bench.worker.RoleProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A process that reads the log and adds it up on one thread. */
final class PlainProgram implements Role {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String brokers;
  private final ReportAdmission admission =
      new ReportAdmission(Registries.of(BundledRegistry.load()), new DayBounds(400, 2));

  private PlainProgram(String brokers) {
    this.brokers = brokers;
  }

  public static void main(String[] arguments) throws IOException {
    RoleProgram.run(new PlainProgram(arguments[0]));
  }

  @Override
  public ObjectNode answer(JsonNode question) throws IOException {
    long reports = question.get("reports").asLong();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", brokers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.REPORTS).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return measure(consumer, reports);
    }
  }

  /** Like the job's, its start does not count: the clock begins when the first records are in. */
  private ObjectNode measure(KafkaConsumer<byte[], byte[]> consumer, long reports)
      throws IOException {
    PlainSums sums = new PlainSums(admission);
    long begun = take(consumer, sums);
    long cpu = ProcessorTime.nanos();
    long start = System.nanoTime();
    long read = begun;
    while (read < reports) {
      read += take(consumer, sums);
    }
    long wall = System.nanoTime() - start;
    long taken = ProcessorTime.nanos() - cpu;
    if (sums.counted() != reports || sums.reportsInCells() != reports) {
      throw new IOException("%d of %d reports were counted".formatted(sums.counted(), reports));
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("reports", read - begun)
        .put("cpuNanos", taken)
        .put("wallNanos", wall);
  }

  private static int take(KafkaConsumer<byte[], byte[]> consumer, PlainSums sums)
      throws IOException {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
    if (records.isEmpty()) {
      throw new IOException("the log ends too early");
    }
    records.forEach(each -> sums.take(each.value(), each.timestamp()));
    return records.count();
  }

  @Override
  public void close() {}
}
