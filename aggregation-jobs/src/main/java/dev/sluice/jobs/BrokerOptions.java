package dev.sluice.jobs;

import dev.sluice.jobs.config.BrokerAccess;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options about the brokers: of the job, and of commands that look at topics beside it. */
class BrokerOptions {
  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SLUICE_BOOTSTRAP_SERVERS}",
      description = "Kafka brokers, with commas between them. Or set SLUICE_BOOTSTRAP_SERVERS.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description = "A further setting of the Kafka clients, for example for TLS. May be repeated.")
  private Map<String, String> kafkaProperties = new TreeMap<>();

  /**
   * The brokers that were named.
   *
   * @throws ParameterException if none were: in a group, picocli takes an unset variable for a
   *     value
   */
  final BrokerAccess brokers(CommandSpec spec) {
    if (bootstrapServers == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--bootstrap-servers=HOST:PORT', or SLUICE_BOOTSTRAP_SERVERS");
    }
    return new BrokerAccess(bootstrapServers, kafkaProperties);
  }
}
