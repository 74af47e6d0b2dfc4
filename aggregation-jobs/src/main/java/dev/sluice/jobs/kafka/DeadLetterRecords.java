package dev.sluice.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.deadletters.DeadLetters;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes refused records as dead letters. Their time stamp is the day on which the refused record
 * was logged: so the broker drops them no later than the record itself, if it keeps both for the
 * same time.
 */
final class DeadLetterRecords implements TopicRecords<RefusedReport> {
  private static final long serialVersionUID = 1L;

  @Override
  public String topic() {
    return Topics.DEAD_LETTERS;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RefusedReport refused, KafkaSinkContext context, Long timestamp) {
    DeadLetter letter = DeadLetters.of(refused);
    return new ProducerRecord<>(
        topic(),
        null,
        DeadLetters.loggedMillis(letter),
        TopicKeys.of(letter).getBytes(UTF_8),
        Codecs.DEAD_LETTER.encode(letter));
  }
}
