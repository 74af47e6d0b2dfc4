package dev.sluice.jobs.kafka;

import dev.sluice.jobs.decisions.DecisionReader;
import dev.sluice.jobs.decisions.DecisionReading;
import dev.sluice.jobs.decisions.KeptDecision;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what can be read; what cannot is counted and told, and holds up nothing. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class DecisionDeserializer implements KafkaRecordDeserializationSchema<KeptDecision> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(DecisionDeserializer.class);

  private transient Counter unreadable;

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    unreadable = context.getMetricGroup().counter("decisionsUnreadable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> entry, Collector<KeptDecision> kept) {
    DecisionReading reading = DecisionReader.read(entry.offset(), entry.value());
    if (reading instanceof DecisionReading.Kept readable) {
      kept.collect(readable.decision());
    } else if (reading instanceof DecisionReading.Unreadable not) {
      unreadable.inc();
      LOG.warn(
          "the decision at offset {} of partition {} is left out of the tables: {}",
          entry.offset(),
          entry.partition(),
          not.reason());
    }
  }

  @Override
  public TypeInformation<KeptDecision> getProducedType() {
    return TypeInformation.of(KeptDecision.class);
  }
}
