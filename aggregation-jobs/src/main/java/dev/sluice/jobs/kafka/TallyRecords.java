package dev.sluice.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes tallies under their key. */
final class TallyRecords implements TopicRecords<TallyCount> {
  private static final long serialVersionUID = 1L;

  @Override
  public String topic() {
    return Topics.TALLIES;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TallyCount count, KafkaSinkContext context, Long timestamp) {
    Tally tally = count.toTally();
    return new ProducerRecord<>(
        topic(), TopicKeys.of(tally).getBytes(UTF_8), Codecs.TALLY.encode(tally));
  }
}
