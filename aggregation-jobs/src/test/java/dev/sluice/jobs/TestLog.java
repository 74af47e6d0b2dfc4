package dev.sluice.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Disposition;
import dev.sluice.schemas.SingleObjectCodec;
import dev.sluice.schemas.Tally;
import dev.sluice.schemas.Topics;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics as the job's neighbours see them: reports are appended, results are read. */
final class TestLog {
  private final String bootstrapServers;

  TestLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Appends, and returns when the broker has all of them. */
  void append(List<ProducerRecord<byte[], byte[]>> records) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var sent = records.stream().map(producer::send).toList();
      producer.flush();
      assertThat(sent).allSatisfy(each -> assertThat(each.get().hasOffset()).isTrue());
    }
  }

  /** The newest committed aggregate of every key. */
  Map<String, Aggregate> aggregates() {
    return newest(Topics.AGGREGATES, Codecs.AGGREGATE);
  }

  /** The newest committed tally of every key, without those of days on which nothing came. */
  Map<String, Tally> tallies() {
    Map<String, Tally> tallies = newest(Topics.TALLIES, Codecs.TALLY);
    tallies.values().removeIf(each -> each.getReports() == 0);
    return tallies;
  }

  /** Days of which the newest committed tally says that no report of them came. */
  List<LocalDate> daysWithoutReports() {
    return newest(Topics.TALLIES, Codecs.TALLY).values().stream()
        .filter(each -> each.getDisposition() == Disposition.COUNTED && each.getReports() == 0)
        .map(Tally::getDay)
        .toList();
  }

  /** Every committed dead letter, by its key; one key comes once. */
  Map<String, DeadLetter> deadLetters() {
    Map<String, DeadLetter> letters = new TreeMap<>();
    forEach(
        Topics.DEAD_LETTERS,
        each ->
            assertThat(
                    letters.put(
                        new String(each.key(), UTF_8), decode(Codecs.DEAD_LETTER, each.value())))
                .isNull());
    return letters;
  }

  private <T extends SpecificRecord> Map<String, T> newest(
      String topic, SingleObjectCodec<T> codec) {
    Map<String, T> newest = new TreeMap<>();
    forEach(topic, each -> newest.put(new String(each.key(), UTF_8), decode(codec, each.value())));
    return newest;
  }

  private void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).get(partitions.get(0));
      while (consumer.position(partitions.get(0)) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(reader);
      }
    }
  }

  private static <T extends SpecificRecord> T decode(SingleObjectCodec<T> codec, byte[] bytes) {
    Decoded<T> decoded = codec.decode(bytes);
    assertThat(decoded).isInstanceOf(Decoded.Value.class);
    return ((Decoded.Value<T>) decoded).value();
  }
}
