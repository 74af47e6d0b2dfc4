package dev.sluice.jobs.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How to reach the brokers.
 *
 * @param bootstrapServers host and port, or several with commas
 * @param consumerGroup group under which progress is shown; the job itself relies on checkpoints
 * @param transactionalIdPrefix begin of the names of transactions; no other job may use the same
 * @param transactionTimeout how long a transaction may stay open, longer than any outage of the job
 *     that must not lose output; at most the brokers' {@code transaction.max.timeout.ms}
 * @param properties further settings of all clients, for example for TLS and SASL
 */
public record KafkaAccess(
    String bootstrapServers,
    String consumerGroup,
    String transactionalIdPrefix,
    Duration transactionTimeout,
    Map<String, String> properties)
    implements Serializable {

  /** What brokers allow unless they are told otherwise. */
  private static final Duration BROKERS_DEFAULT_MAX_TIMEOUT = Duration.ofMinutes(15);

  public KafkaAccess {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap servers must be named, for example host:9092");
    }
    if (consumerGroup.isBlank() || transactionalIdPrefix.isBlank()) {
      throw new IllegalArgumentException(
          "consumer group and transactional id prefix must not be blank");
    }
    if (transactionTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "transaction timeout must be at least 1 ms, was " + transactionTimeout);
    }
    properties = Map.copyOf(properties);
  }

  /** Brokers without authentication, and the usual names. */
  public static KafkaAccess of(String bootstrapServers) {
    return new KafkaAccess(
        bootstrapServers,
        "sluice-aggregation",
        "sluice-aggregation",
        BROKERS_DEFAULT_MAX_TIMEOUT,
        Map.of());
  }

  /** The same brokers, other names. */
  public KafkaAccess withNames(String newConsumerGroup, String newTransactionalIdPrefix) {
    return new KafkaAccess(
        bootstrapServers,
        newConsumerGroup,
        newTransactionalIdPrefix,
        transactionTimeout,
        properties);
  }

  /** The same brokers, another limit for transactions. */
  public KafkaAccess withTransactionTimeout(Duration newTransactionTimeout) {
    return new KafkaAccess(
        bootstrapServers, consumerGroup, transactionalIdPrefix, newTransactionTimeout, properties);
  }

  /** The same brokers, other settings of the clients. */
  public KafkaAccess withProperties(Map<String, String> newProperties) {
    return new KafkaAccess(
        bootstrapServers, consumerGroup, transactionalIdPrefix, transactionTimeout, newProperties);
  }

  /** The further settings as Kafka's clients take them. */
  public Properties clientProperties() {
    Properties all = new Properties();
    new TreeMap<>(properties).forEach(all::setProperty);
    return all;
  }
}
