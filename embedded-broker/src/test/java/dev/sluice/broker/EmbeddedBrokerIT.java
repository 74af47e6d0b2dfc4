package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Topics.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final Topic LETTERS = new Topic("letters", 2, false);

  @TempDir private Path directory;

  @Test
  void start_onTheDirectoryOfAStoppedBroker_keepsRecords() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, EmbeddedBroker.Ports.free())) {
      broker.createMissingTopics(List.of(LETTERS));
      send(broker.bootstrapServers(), "a", "b", "c");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, EmbeddedBroker.Ports.free())) {
      broker.createMissingTopics(List.of(LETTERS));

      assertThat(receive(broker.bootstrapServers(), 3)).containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void start_afterTheProcessWasKilled_keepsWhatWasAcknowledged() throws Exception {
    String[] letters = IntStream.range(0, 500).mapToObj(i -> "letter" + i).toArray(String[]::new);
    Process child = startHolder();
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      send(said.readLine(), letters);
    } finally {
      child.destroyForcibly().waitFor();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(directory, EmbeddedBroker.Ports.free())) {
      assertThat(receive(broker.bootstrapServers(), letters.length))
          .containsExactlyInAnyOrder(letters);
    }
  }

  @Test
  void start_withASettingOfTheCallers_hasIt() throws Exception {
    EmbeddedBroker.Ports ports = EmbeddedBroker.Ports.free();
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(directory, ports, Map.of("message.max.bytes", "2000"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      broker.createMissingTopics(List.of(LETTERS));

      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + ports.broker());
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, "letters");
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      assertThat(config.get("max.message.bytes").value()).isEqualTo("2000");
    }
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerHolder.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
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
