package dev.sluice.jobs;

import dev.sluice.jobs.config.BrokerAccess;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Options about the brokers: of the job, and of commands that look at topics beside it. */
class BrokerOptions {
  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SLUICE_BOOTSTRAP_SERVERS}",
      description = "Kafka brokers, with commas between them. Or set SLUICE_BOOTSTRAP_SERVERS.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "A further setting of the Kafka clients, for example for TLS. May be repeated.")
  private Map<String, String> kafkaProperties = new TreeMap<>();

  final BrokerAccess brokers() {
    return new BrokerAccess(bootstrapServers, kafkaProperties);
  }
}
