package dev.sluice.gate.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a gate reads and writes.
 *
 * @param bootstrapServers Kafka brokers, {@code host:port} with commas
 * @param aggregates topic of the evidence
 * @param decisions topic of the decisions, compacted
 * @param clientProperties further properties of the Kafka clients, such as TLS and SASL
 */
public record GateTopics(
    String bootstrapServers,
    String aggregates,
    String decisions,
    Map<String, String> clientProperties) {

  public GateTopics {
    clientProperties = Map.copyOf(clientProperties);
  }

  /** Settings that a client begins with; what the gate relies on is put on top of them. */
  Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>(clientProperties);
    settings.put("bootstrap.servers", bootstrapServers);
    return settings;
  }
}
