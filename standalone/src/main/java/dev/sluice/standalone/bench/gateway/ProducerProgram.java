package dev.sluice.standalone.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ingest.kafka.KafkaLogSettings;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.bench.worker.ProcessorTime;
import dev.sluice.standalone.bench.worker.Role;
import dev.sluice.standalone.bench.worker.RoleProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A bare loop around a producer with the gateway's own settings: same topic, same keys, same bytes,
 * every acknowledgement waited for. Only that it waits for room, which an event loop must not.
 */
final class ProducerProgram implements Role {
  private static final int MAX_UNACKNOWLEDGED = 20_000;
  private static final long WAIT_FOR_ROOM_MILLIS = 30_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Bodies.Keyed> reports = Bodies.reports();

  private ProducerProgram(String bootstrapServers) {
    KafkaLogSettings settings =
        new KafkaLogSettings(
            bootstrapServers, Topics.REPORTS, MAX_UNACKNOWLEDGED, Duration.ofSeconds(30), Map.of());
    Map<String, Object> properties = new HashMap<>(settings.producerProperties());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_FOR_ROOM_MILLIS);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static void main(String[] arguments) throws IOException {
    RoleProgram.run(new ProducerProgram(arguments[0]));
  }

  @Override
  public ObjectNode answer(JsonNode question) throws IOException {
    int count = question.get("reports").asInt();
    AtomicLong acknowledged = new AtomicLong();
    long cpu = ProcessorTime.nanos();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Bodies.Keyed next = reports.get(i % reports.size());
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.REPORTS, next.id(), next.report()),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.incrementAndGet();
                }
              });
    }
    producer.flush();
    long wall = System.nanoTime() - start;
    long taken = ProcessorTime.nanos() - cpu;
    if (acknowledged.get() != count) {
      throw new IOException("the broker took %d of %d".formatted(acknowledged.get(), count));
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("reports", count)
        .put("cpuNanos", taken)
        .put("wallNanos", wall);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
