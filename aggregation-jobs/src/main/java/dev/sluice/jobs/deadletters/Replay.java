package dev.sluice.jobs.deadletters;

import dev.sluice.jobs.config.BrokerAccess;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.ReportBytes;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts dead letters back into the reports topic, bytes for bytes.
 *
 * <p>Only those that the present rules admit: any other would come back as a dead letter. A record
 * put back has the day of the first one's arrival as its time stamp, by which it is judged as the
 * first would be now. Doing it twice does no harm: the job counts an id once.
 */
public final class Replay implements AutoCloseable {
  private final Set<String> reasons;
  private final DeadLetterSurvey survey;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private Replay(
      Set<String> reasons, DeadLetterSurvey survey, KafkaProducer<byte[], byte[]> producer) {
    this.reasons = reasons;
    this.survey = survey;
    this.producer = producer;
  }

  /**
   * Surveys all dead letters and puts those of some reasons back.
   *
   * @param survey takes the counts
   * @return records of the topic that are no dead letters
   * @throws IOException if the brokers do not take a record, or cannot be read; some may have been
   *     put back then, and doing it again is safe
   */
  public static long run(BrokerAccess brokers, Set<String> reasons, DeadLetterSurvey survey)
      throws IOException {
    try (Replay replay = new Replay(reasons, survey, producer(brokers))) {
      long foreign = DeadLetterTopic.read(brokers, replay::take);
      replay.finish();
      return foreign;
    }
  }

  /** The record of the reports topic that a dead letter was made of, as far as it was kept. */
  static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    byte[] bytes = DeadLetters.logged(letter).bytes();
    return new ProducerRecord<>(
        Topics.REPORTS, null, DeadLetters.loggedMillis(letter), key(bytes), bytes);
  }

  /** As ingest has it: the report's id, so that it comes to the same partition. */
  private static byte @Nullable [] key(byte[] bytes) {
    return bytes.length == ReportFormat.BYTES
        ? Arrays.copyOfRange(bytes, ReportBytes.ID_START, ReportBytes.CONTEXT_START)
        : null;
  }

  private void take(DeadLetter letter) {
    if (survey.add(letter) && reasons.contains(letter.getReason()) && failure.get() == null) {
      // The callback has what the future would have.
      var unused = producer.send(record(letter), (metadata, e) -> failure.compareAndSet(null, e));
      survey.replayed(letter.getReason());
    }
  }

  private void finish() throws IOException {
    producer.flush();
    Exception first = failure.get();
    if (first != null) {
      throw new IOException("not all could be put back, try again: " + first.getMessage(), first);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private static KafkaProducer<byte[], byte[]> producer(BrokerAccess brokers) throws IOException {
    Properties settings = brokers.clientProperties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrapServers());
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    try {
      return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw new IOException(
          "no access to " + brokers.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }
}
