package dev.sluice.broker;

import dev.sluice.schemas.Topics.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics of a broker that is the only one. */
public final class MissingTopics {
  private static final short REPLICAS = 1;
  private static final long TIMEOUT_SECONDS = 60;

  private MissingTopics() {}

  /**
   * Creates those of the topics that do not exist yet; existing ones stay as they are.
   *
   * @throws IllegalStateException if the broker does not do so within a minute
   */
  public static void create(String bootstrapServers, List<Topic> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> missing =
          topics.stream()
              .filter(topic -> !existing.contains(topic.name()))
              .map(MissingTopics::describe)
              .toList();
      admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker did not create its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  private static NewTopic describe(Topic topic) {
    return new NewTopic(topic.name(), topic.partitions(), REPLICAS)
        .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete"));
  }
}
