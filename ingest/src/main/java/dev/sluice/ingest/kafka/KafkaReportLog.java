package dev.sluice.ingest.kafka;

import dev.sluice.ingest.intake.AdmittedReport;
import dev.sluice.ingest.intake.ReportLog;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends reports to a Kafka topic: key is the report's id, value the bytes as they were received,
 * no headers. A report counts as acknowledged when all in-sync replicas have it.
 *
 * <p>The producer is idempotent and set to never wait ({@code max.block.ms} 0). What it cannot take
 * at once, because it knows no broker yet or its memory is full, has failed.
 */
public final class KafkaReportLog implements ReportLog {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicReadiness readiness;
  private final AppendFailures failures = new AppendFailures();

  private KafkaReportLog(
      String topic, KafkaProducer<byte[], byte[]> producer, TopicReadiness readiness) {
    this.topic = topic;
    this.producer = producer;
    this.readiness = readiness;
  }

  /**
   * A log on a topic, which need not be reachable yet.
   *
   * @throws IllegalArgumentException if the settings cannot be used, whatever the brokers do
   */
  public static KafkaReportLog open(KafkaLogSettings settings) {
    try {
      var serializer = new ByteArraySerializer();
      var producer = new KafkaProducer<>(settings.producerProperties(), serializer, serializer);
      return new KafkaReportLog(
          settings.topic(), producer, TopicReadiness.open(settings, producer));
    } catch (KafkaException e) {
      throw new IllegalArgumentException(innermostMessage(e), e);
    }
  }

  @Override
  public void append(List<AdmittedReport> reports, Consumer<BitSet> whenSettled) {
    var acknowledgements = new Acknowledgements(reports.size(), whenSettled);
    for (int position = 0; position < reports.size(); position++) {
      send(reports.get(position), position, acknowledgements);
    }
  }

  private void send(AdmittedReport report, int position, Acknowledgements acknowledgements) {
    var sent = new ProducerRecord<>(topic, report.id(), report.bytes());
    try {
      // Failures that the producer sees at once also come through the callback, unless it throws.
      var unused =
          producer.send(
              sent,
              (metadata, failure) -> {
                observe(failure);
                acknowledgements.settle(position, failure == null);
              });
    } catch (KafkaException | IllegalStateException closedOrBroken) {
      observe(closedOrBroken);
      acknowledgements.settle(position, false);
    }
  }

  /** The time is asked for only where something fails or failed. */
  private void observe(@Nullable Exception failure) {
    failures.observe(failure, failure == null ? 0 : System.nanoTime());
  }

  /** What the brokers say, and what they do: too few in-sync replicas show in the appends alone. */
  @Override
  public CompletionStage<Readiness> readiness() {
    return readiness
        .check()
        .thenApply(
            said ->
                said == Readiness.READY && failures.isFailing(System.nanoTime())
                    ? Readiness.APPENDS_FAIL
                    : said);
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    readiness.close();
  }

  private static String innermostMessage(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }
}
