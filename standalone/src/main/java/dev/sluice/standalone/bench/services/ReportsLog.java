package dev.sluice.standalone.bench.services;

import dev.sluice.schemas.Topics;
import dev.sluice.standalone.bench.reports.ReportStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The reports topic as the bench fills and empties it. */
public final class ReportsLog {
  private static final long TIMEOUT_SECONDS = 60;
  private static final int BATCH_BYTES = 256 * 1024;

  private final String bootstrapServers;

  /** The topic on some broker. */
  public ReportsLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Appends reports; returns when the broker has them. */
  public void append(ReportStream reports, long count) throws IOException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (var producer =
        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long sent = 0; sent < count && failure.get() == null; sent++) {
        byte[] report = reports.next();
        var unused =
            producer.send(
                new ProducerRecord<>(Topics.REPORTS, reports.idOf(report), report),
                (metadata, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  }
                });
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IOException("the broker did not take the reports", failure.get());
    }
  }

  /** Forgets all reports: readers that begin at the beginning will not see them. */
  public void clear() throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (TopicDescription topic :
          admin
              .describeTopics(List.of(Topics.REPORTS))
              .allTopicNames()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .values()) {
        topic
            .partitions()
            .forEach(
                each ->
                    ends.put(
                        new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
      }
      Map<TopicPartition, RecordsToDelete> past = new HashMap<>();
      admin
          .listOffsets(ends)
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .forEach(
              (partition, end) -> past.put(partition, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(past).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker did not forget the reports", e);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        "bootstrap.servers", bootstrapServers, "batch.size", BATCH_BYTES, "linger.ms", 20);
  }
}
