package dev.sluice.jobs.kafka;

import dev.sluice.jobs.config.KafkaAccess;
import dev.sluice.jobs.decisions.KeptDecision;
import dev.sluice.schemas.Topics;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** What the gate writes: from where the last checkpoint was, otherwise all of it. */
public final class DecisionsTopic {
  private DecisionsTopic() {}

  /** The decisions that can be read. */
  public static KafkaSource<KeptDecision> source(KafkaAccess kafka) {
    return KafkaSource.<KeptDecision>builder()
        .setProperties(kafka.clientProperties())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setBootstrapServers(kafka.bootstrapServers())
        .setGroupId(kafka.consumerGroup())
        .setClientIdPrefix(kafka.consumerGroup() + "-decisions")
        // A topic that is named must be there, one that is looked for need not: reports are counted
        // where there is no gate, too.
        .setTopicPattern(Pattern.compile(Pattern.quote(Topics.DECISIONS)))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new DecisionDeserializer())
        .build();
  }
}
