package dev.sluice.ingest.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where the reports go.
 *
 * @param bootstrapServers brokers to start from, host:port, separated by commas
 * @param topic name of the reports topic
 * @param maxUnacknowledged most reports that are ever under way at a time
 * @param deliveryTimeout after which a report that the brokers did not acknowledge has failed; at
 *     least one second
 * @param clientProperties further properties of Kafka's clients, such as those of TLS and SASL
 */
public record KafkaLogSettings(
    String bootstrapServers,
    String topic,
    int maxUnacknowledged,
    Duration deliveryTimeout,
    Map<String, String> clientProperties) {

  /** Short enough that a device, which waits for 20 s, hears that it should come again. */
  public static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofSeconds(10);

  static final Duration READINESS_TIMEOUT = Duration.ofSeconds(2);

  private static final int LINGER_MILLIS = 5;
  private static final int BATCH_BYTES = 32 * 1024;
  private static final long LEAST_BUFFER_BYTES = 32L * 1024 * 1024;
  // Value, key, record overhead, and the unfilled part of batches, generously.
  private static final long BUFFER_BYTES_PER_REPORT = 1024;
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  public KafkaLogSettings {
    clientProperties = Map.copyOf(clientProperties);
    if (deliveryTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "deliveryTimeout must be at least one second, was " + deliveryTimeout);
    }
  }

  /** Of the producer. What this log promises comes last: no further property can take it back. */
  public Map<String, Object> producerProperties() {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-ingest");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // An event loop calls the producer: it must never wait, neither for metadata nor for memory.
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, FOR_EVER.toMillis());
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes());
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, (long) LINGER_MILLIS);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"); // noise does not compress
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis() / 2);
    return properties;
  }

  Map<String, Object> adminProperties() {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "sluice-ingest-readiness");
    return properties;
  }

  private long bufferBytes() {
    return Math.max(LEAST_BUFFER_BYTES, maxUnacknowledged * BUFFER_BYTES_PER_REPORT);
  }
}
