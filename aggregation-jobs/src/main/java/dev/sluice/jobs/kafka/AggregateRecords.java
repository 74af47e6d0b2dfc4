package dev.sluice.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.jobs.cells.AggregateBuilder;
import dev.sluice.jobs.cells.CellTotals;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes totals as aggregates under the key of their cell. */
@SuppressWarnings("NullAway.Init") // Flink calls open() before anything else
final class AggregateRecords implements TopicRecords<CellTotals> {
  private static final long serialVersionUID = 1L;

  private final long minimumCohort;

  private transient AggregateBuilder builder;

  AggregateRecords(long minimumCohort) {
    this.minimumCohort = minimumCohort;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    builder = new AggregateBuilder(minimumCohort);
  }

  @Override
  public String topic() {
    return Topics.AGGREGATES;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      CellTotals totals, KafkaSinkContext context, Long timestamp) {
    Aggregate aggregate = builder.build(totals);
    return new ProducerRecord<>(
        topic(), TopicKeys.of(aggregate).getBytes(UTF_8), Codecs.AGGREGATE.encode(aggregate));
  }
}
