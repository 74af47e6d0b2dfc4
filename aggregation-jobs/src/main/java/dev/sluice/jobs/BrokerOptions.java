package dev.sluice.jobs;

import dev.sluice.jobs.config.BrokerAccess;
import dev.sluice.jobs.config.KafkaPropertiesFile;
import java.nio.file.Path;
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
      names = "--kafka-properties",
      paramLabel = "FILE",
      description =
          "Further properties of the Kafka clients, such as TLS and SASL. Read where the command"
              + " runs; of the job, where its main method does: on a cluster, by the JobManager.")
  private @Nullable Path propertiesFile;

  @Option(
      names = "--kafka-property",
      paramLabel = "KEY=VALUE",
      description =
          "A further property of them, before one of the file. May be repeated. No passwords:"
              + " others see command lines.")
  private Map<String, String> singleProperties = new TreeMap<>();

  /**
   * The brokers that were named, by options and in a file.
   *
   * @throws ParameterException if none were (in a group, picocli takes an unset variable for a
   *     value), or if the file cannot be used
   */
  final BrokerAccess brokers(CommandSpec spec) {
    if (bootstrapServers == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--bootstrap-servers=HOST:PORT', or SLUICE_BOOTSTRAP_SERVERS");
    }
    try {
      return new BrokerAccess(bootstrapServers, properties());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Map<String, String> properties() {
    Map<String, String> all = new TreeMap<>();
    if (propertiesFile != null) {
      all.putAll(KafkaPropertiesFile.read(propertiesFile));
    }
    all.putAll(singleProperties);
    return all;
  }
}
