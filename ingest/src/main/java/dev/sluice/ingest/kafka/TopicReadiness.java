package dev.sluice.ingest.kafka;

import dev.sluice.ingest.intake.ReportLog.Readiness;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the brokers whether the topic is there. However many ask, one question is under way at a
 * time: a public path must not be a way to load the brokers.
 */
final class TopicReadiness implements AutoCloseable {
  private final String topic;
  private final Admin admin;
  private final Producer<?, ?> producer;
  private CompletableFuture<Readiness> latest =
      CompletableFuture.completedFuture(Readiness.UNREACHABLE);

  private TopicReadiness(String topic, Admin admin, Producer<?, ?> producer) {
    this.topic = topic;
    this.admin = admin;
    this.producer = producer;
  }

  static TopicReadiness open(KafkaLogSettings settings, Producer<?, ?> producer) {
    return new TopicReadiness(settings.topic(), Admin.create(settings.adminProperties()), producer);
  }

  synchronized CompletionStage<Readiness> check() {
    if (latest.isDone()) {
      latest = new CompletableFuture<>();
      ask(latest);
    }
    return latest;
  }

  private void ask(CompletableFuture<Readiness> answer) {
    var options =
        new DescribeTopicsOptions().timeoutMs((int) KafkaLogSettings.READINESS_TIMEOUT.toMillis());
    var unused =
        admin
            .describeTopics(List.of(topic), options)
            .allTopicNames()
            .whenComplete(
                (topics, failure) ->
                    answer.complete(
                        failure == null ? readiness(topics.values()) : readiness(failure)));
  }

  private Readiness readiness(Collection<TopicDescription> topics) {
    boolean led =
        topics.stream()
            .flatMap(topic -> topic.partitions().stream())
            .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    if (!led) {
      return Readiness.LEADER_MISSING;
    }
    return producerKnowsTopic() ? Readiness.READY : Readiness.UNREACHABLE;
  }

  private static Readiness readiness(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof UnknownTopicOrPartitionException
            || cause instanceof InvalidTopicException
            || cause instanceof AuthorizationException
        ? Readiness.TOPIC_MISSING
        : Readiness.UNREACHABLE;
  }

  /** The producer does not wait for metadata: asking it makes it fetch them. */
  private boolean producerKnowsTopic() {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (KafkaException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
