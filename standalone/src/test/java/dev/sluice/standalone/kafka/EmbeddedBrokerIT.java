package dev.sluice.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Topics.Topic;
import dev.sluice.standalone.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final Topic LETTERS = new Topic("letters", 2, false);

  @TempDir private Path directory;

  @Test
  void start_onTheDirectoryOfAStoppedBroker_keepsRecordsAndAddress() throws Exception {
    String firstAddress;
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      broker.createMissingTopics(List.of(LETTERS));
      send(broker.bootstrapServers(), "a", "b", "c");
      firstAddress = broker.bootstrapServers();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      broker.createMissingTopics(List.of(LETTERS));

      assertThat(broker.bootstrapServers()).isEqualTo(firstAddress).startsWith("127.0.0.1:");
      assertThat(receive(broker.bootstrapServers(), 3)).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void start_afterTheProcessWasKilled_keepsWhatWasAcknowledged() throws Exception {
    String[] letters = IntStream.range(0, 500).mapToObj(i -> "letter" + i).toArray(String[]::new);
    try (var child = ChildProcess.start(BrokerHolder.class, directory.toString())) {
      send(child.awaitLine("ready "), letters);
      child.kill();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      assertThat(receive(broker.bootstrapServers(), letters.length))
          .containsExactlyInAnyOrder(letters);
    }
  }

  private static void send(String bootstrapServers, String... values) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("letters", value, value)).get();
      }
    }
  }

  private static List<String> receive(String bootstrapServers, int expected) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition("letters", 0), new TopicPartition("letters", 1)));
      for (int poll = 0; poll < 100 && values.size() < expected; poll++) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
    }
    return values;
  }
}
