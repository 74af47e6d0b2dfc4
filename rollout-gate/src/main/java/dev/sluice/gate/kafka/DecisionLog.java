package dev.sluice.gate.kafka;

import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.rollout.DecisionRecords;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutBook;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.TopicKeys;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The decisions topic: all that a gate remembers. One gate writes it. */
final class DecisionLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int DELIVERY_TIMEOUT_MILLIS = 15_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String topic;
  private final Producer<String, byte[]> producer;

  DecisionLog(GateTopics topics) {
    this.topic = topics.decisions();
    this.producer =
        new KafkaProducer<>(settings(topics), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Reads the topic to its end: the newest record of every rollout.
   *
   * @throws UnreadableDecisionException if a record cannot be understood; to go on without it would
   *     be to forget what devices were told to run
   */
  static RolloutBook replay(GateTopics topics, MetricRegistry registry) {
    RolloutBook book = RolloutBook.empty();
    try (TopicReader reader = new TopicReader(topics, topics.decisions())) {
      do {
        for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
          book = book.with(rollout(record, registry));
        }
      } while (!reader.caughtUp());
    }
    return book;
  }

  private static Rollout rollout(ConsumerRecord<String, byte[]> record, MetricRegistry registry) {
    if (record.value() == null
        || !(Codecs.DECISION.decode(record.value()) instanceof Decoded.Value<Decision> decoded)) {
      throw new UnreadableDecisionException(
          record.offset(), "it is no decision that is known here");
    }
    try {
      return DecisionRecords.rollout(decoded.value(), registry);
    } catch (PolicyException e) {
      throw new UnreadableDecisionException(record.offset(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Appends a rollout's new state; returns when all in-sync replicas have it.
   *
   * @throws KafkaException if it is not known to be there; then the old state stands, and the next
   *     append supersedes whatever came of this one
   * @throws InterruptedException if the thread is told to stop
   */
  void append(Rollout rollout) throws InterruptedException {
    Decision decision = DecisionRecords.of(rollout);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, TopicKeys.of(decision), Codecs.DECISION.encode(decision));
    try {
      producer.send(record).get(2L * DELIVERY_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("a decision was not acknowledged", e);
    }
  }

  private static Map<String, Object> settings(GateTopics topics) {
    Map<String, Object> settings = topics.clientSettings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS / 3);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    return settings;
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
