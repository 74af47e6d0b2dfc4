package dev.sluice.jobs.config;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a command reaches the brokers, beside the job.
 *
 * @param bootstrapServers host and port, or several with commas
 * @param properties further settings of all clients, for example for TLS and SASL
 */
public record BrokerAccess(String bootstrapServers, Map<String, String> properties) {

  public BrokerAccess {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap servers must be named, for example host:9092");
    }
    properties = Map.copyOf(properties);
  }

  /** The further settings as Kafka's clients take them. */
  public Properties clientProperties() {
    Properties all = new Properties();
    new TreeMap<>(properties).forEach(all::setProperty);
    return all;
  }
}
