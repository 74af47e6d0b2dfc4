package dev.sluice.jobs;

import dev.sluice.jobs.config.BrokerAccess;
import dev.sluice.jobs.config.DatabaseAccess;
import dev.sluice.jobs.config.KafkaAccess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options about the systems that the job connects. */
final class ConnectionOptions extends BrokerOptions {
  @Option(
      names = "--jdbc-url",
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:SLUICE_JDBC_URL}",
      showDefaultValue = Visibility.NEVER,
      description =
          "PostgreSQL, as a role that may create tables. Or set SLUICE_JDBC_URL, which other users"
              + " of the machine cannot see: do so when the URL holds a password.")
  private @Nullable String jdbcUrl;

  @Option(
      names = "--consumer-group",
      defaultValue = "sluice-aggregation",
      paramLabel = "ID",
      description = "Group under which Kafka shows the progress.")
  private String consumerGroup;

  @Option(
      names = "--transactional-id-prefix",
      defaultValue = "sluice-aggregation",
      paramLabel = "TEXT",
      description = "Begin of the transactions' names; no other job may use the same.")
  private String transactionalIdPrefix;

  @Option(
      names = "--transaction-timeout",
      defaultValue = "15min",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long a transaction may stay open. After a longer outage than this, results of the"
              + " last checkpoint before it are missing from Kafka until they change again. At most"
              + " the brokers' transaction.max.timeout.ms.")
  private Duration transactionTimeout;

  KafkaAccess kafka(CommandSpec spec) {
    BrokerAccess access = brokers(spec);
    return new KafkaAccess(
        access.bootstrapServers(),
        consumerGroup,
        transactionalIdPrefix,
        transactionTimeout,
        access.properties());
  }

  DatabaseAccess database(CommandSpec spec) {
    if (jdbcUrl == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing required option: '--jdbc-url=URL', or SLUICE_JDBC_URL");
    }
    return new DatabaseAccess(jdbcUrl);
  }
}
