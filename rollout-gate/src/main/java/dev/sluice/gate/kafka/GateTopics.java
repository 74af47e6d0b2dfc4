package dev.sluice.gate.kafka;

/**
 * Where a gate reads and writes.
 *
 * @param bootstrapServers Kafka brokers, {@code host:port} with commas
 * @param aggregates topic of the evidence
 * @param decisions topic of the decisions, compacted
 */
public record GateTopics(String bootstrapServers, String aggregates, String decisions) {}
