package dev.sluice.standalone.processes;

import dev.sluice.broker.MissingTopics;
import dev.sluice.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Kafka's and PostgreSQL's own images, as {@code deploy} has them, on the ports that a cluster
 * expects its broker and its database on. What is left of them goes with this process.
 */
final class Containers {
  private static final String KAFKA = "apache/kafka:4.2.1";
  private static final String POSTGRES = "postgres:17";
  private static final String ONE_WEEK_MILLIS = "604800000";

  private Containers() {}

  static BrokerAndDatabase of(Path directory, ClusterPorts ports, ProcessGuard guard) {
    PostgreSQLContainer postgres = new PostgreSQLContainer(POSTGRES);
    postgres.setPortBindings(List.of(binding(ports.database(), 5432)));
    return new BrokerAndDatabase(
        new ContainerBroker(ports), new ContainerDatabase(postgres, ports.database()));
  }

  private static String binding(int host, int container) {
    return "127.0.0.1:%d:%d".formatted(host, container);
  }

  private static final class ContainerBroker extends ContainerPart {
    private final String bootstrapServers;

    ContainerBroker(ClusterPorts ports) {
      super("broker", behindProxy(ports));
      this.bootstrapServers = ports.bootstrapServers();
    }

    private static KafkaContainer behindProxy(ClusterPorts ports) {
      KafkaContainer kafka =
          new KafkaContainer(KAFKA) {
            /** What it tells its clients: the proxy. */
            @Override
            public String getBootstrapServers() {
              return ports.bootstrapServers();
            }
          };
      kafka.setPortBindings(List.of(binding(ports.broker(), 9092)));
      return kafka
          .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
          .withEnv("KAFKA_TRANSACTION_MAX_TIMEOUT_MS", ONE_WEEK_MILLIS);
    }

    @Override
    public void start() {
      super.start();
      MissingTopics.create(bootstrapServers, Topics.ALL);
    }
  }
}
