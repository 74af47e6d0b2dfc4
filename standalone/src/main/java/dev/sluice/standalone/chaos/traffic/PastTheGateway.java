package dev.sluice.standalone.chaos.traffic;

import dev.sluice.schemas.Topics;
import dev.sluice.standalone.chaos.traffic.SentReports.Kind;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts hostile bytes into the reports topic itself, where the job meets them unchecked. */
final class PastTheGateway implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final SentReports sent;

  PastTheGateway(String bootstrapServers, SentReports sent) {
    this.sent = sent;
    this.producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers,
                "max.block.ms", "500",
                "request.timeout.ms", "3000",
                "delivery.timeout.ms", "15000",
                "reconnect.backoff.max.ms", "500"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Whether it arrived is seen in the topic. */
  void put(byte[] bytes) {
    sent.sending(ReportKey.of(bytes), Kind.HOSTILE);
    var unused = producer.send(new ProducerRecord<>(Topics.REPORTS, null, bytes));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
