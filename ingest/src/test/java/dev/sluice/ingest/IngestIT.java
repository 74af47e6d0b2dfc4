package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.ingest.intake.ReportLog.Readiness;
import dev.sluice.ingest.kafka.TopicReader;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics.Topic;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ingest as it is deployed, over real HTTP, on a real broker. */
@Timeout(300)
class IngestIT {
  private static final EmbeddedBroker.Ports PORTS = EmbeddedBroker.Ports.free();

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;

  private final TestReports source = new TestReports(5);

  /** The server's clock is the system's here. */
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(directory, PORTS);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static IngestServer serve(String topic) throws Exception {
    IngestConfig usual = IngestConfig.local(broker.bootstrapServers(), Registries.of(REGISTRY));
    return IngestServer.start(
        new IngestConfig(
            usual.host(),
            usual.port(),
            usual.bootstrapServers(),
            topic,
            usual.maxAgeDays(),
            usual.maxUnacknowledged(),
            usual.registries(),
            usual.kafkaProperties()));
  }

  @Test
  void tenThousandReports_duplicatesAndMalformed_kafkaHoldsWhatWasAcknowledged() throws Exception {
    createTopic("ten-thousand", 4);
    List<byte[]> distinct = next(9_400);
    List<byte[]> valid = new ArrayList<>(distinct);
    valid.addAll(distinct.subList(0, 500));
    Collections.shuffle(valid, new Random(6));
    Map<String, Object> malformedByReason = new TreeMap<>();

    try (IngestServer server = serve("ten-thousand")) {
      var client = new IngestClient(server.port());
      awaitReady(server);
      sendOneByOne(client, valid.subList(0, 900));
      sendInBatches(client, valid.subList(900, valid.size()));
      for (int i = 0; i < 100; i++) {
        String reason = sendMalformed(client, i);
        malformedByReason.merge(reason, 1, (a, b) -> (int) a + (int) b);
      }

      JsonObject status = client.status();
      assertThat(status.getInteger("received")).isEqualTo(10_000);
      assertThat(status.getInteger("accepted")).isEqualTo(9_900);
      assertThat(status.getJsonObject("rejected").getMap())
          .containsExactlyInAnyOrderEntriesOf(malformedByReason);
      assertThat(status.getJsonObject("deferred").isEmpty()).isTrue();
    }

    List<ConsumerRecord<byte[], byte[]>> records = records("ten-thousand");
    assertThat(values(records)).containsExactlyInAnyOrderElementsOf(wrapped(valid));
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.headers()).isEmpty();
              assertThat(ByteBuffer.wrap(record.key()))
                  .isEqualTo(ByteBuffer.wrap(record.value(), 10, 16));
            });
    assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(4);
  }

  private byte[] next() {
    return source.nextOf(today);
  }

  private List<byte[]> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  private static void sendOneByOne(IngestClient client, List<byte[]> all) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      answers.add(client.begin("/v1/reports", all.get(i)));
      if (answers.size() == 30 || i == all.size() - 1) {
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
          assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        }
        answers.clear();
      }
    }
  }

  private static void sendInBatches(IngestClient client, List<byte[]> all) throws Exception {
    for (int from = 0; from < all.size(); from += 250) {
      List<byte[]> batch = all.subList(from, Math.min(from + 250, all.size()));
      HttpResponse<String> answer = client.batch(TestReports.batch(batch));
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(new JsonObject(answer.body()).getInteger("accepted")).isEqualTo(batch.size());
    }
  }

  /** Sends one of several kinds of malformed bodies, and returns the reason that it got. */
  private String sendMalformed(IngestClient client, int kind) throws Exception {
    byte[] body = next();
    switch (kind % 5) {
      case 0 -> body = java.util.Arrays.copyOf(body, kind);
      case 1 ->
          body = "not a report".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      case 2 -> body[0] = 0;
      case 3 -> body[48] = (byte) 0xFF; // the length of a name
      default -> body[body.length - 1] = 1;
    }
    HttpResponse<String> answer = client.one(body);
    assertThat(answer.statusCode()).isBetween(400, 499);
    return new JsonObject(answer.body()).getString("reason");
  }

  @Test
  void brokerStops_503WithRetryAfterAndNothingAcknowledgedIsLost() throws Exception {
    createTopic("stopping", 2);
    List<byte[]> acknowledged = new ArrayList<>();
    try (IngestServer server = serve("stopping")) {
      var client = new IngestClient(server.port());
      awaitReady(server);
      acknowledged.addAll(sendAndKeepAcknowledged(client, 20));
      assertThat(acknowledged).hasSize(20);

      broker.close();
      HttpResponse<String> unready = client.get("/readyz");
      assertThat(unready.statusCode()).isEqualTo(503);
      assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
      CompletableFuture<HttpResponse<String>> batch =
          client.begin("/v1/reports:batch", TestReports.batch(next(3)));
      HttpResponse<String> one = client.one(next());
      assertThat(one.statusCode()).isEqualTo(503);
      assertThat(one.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(batch.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
      assertThat(new JsonObject(batch.join().body()).getJsonArray("retry")).hasSize(3);

      startBroker();
      while (acknowledged.size() < 40) {
        acknowledged.addAll(sendAndKeepAcknowledged(client, 20));
      }
    }
    assertThat(values(records("stopping"))).containsAll(wrapped(acknowledged));
  }

  private List<byte[]> sendAndKeepAcknowledged(IngestClient client, int count) throws Exception {
    List<byte[]> kept = new ArrayList<>();
    for (byte[] report : next(count)) {
      if (client.one(report).statusCode() == 202) {
        kept.add(report);
      }
    }
    return kept;
  }

  @Test
  void topicMissing_isNotReadyAndAnswersAtOnceUntilItExists() throws Exception {
    try (IngestServer server = serve("missing")) {
      var client = new IngestClient(server.port());
      HttpResponse<String> answer = client.get("/readyz");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("the topic does not exist");
      assertThat(client.one(next()).statusCode()).isEqualTo(503);

      createTopic("missing", 1);
      awaitReady(server);
      assertThat(client.one(next()).statusCode()).isEqualTo(202);
    }
    assertThat(records("missing")).hasSize(1);
  }

  private static void awaitReady(IngestServer server) {
    while (server.readiness() != Readiness.READY) {
      Thread.onSpinWait();
    }
  }

  private static void createTopic(String name, int partitions) {
    broker.createMissingTopics(List.of(new Topic(name, partitions, false)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicReader.records(broker.bootstrapServers(), topic);
  }

  private static List<ByteBuffer> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(ConsumerRecord::value).map(ByteBuffer::wrap).toList();
  }

  private static List<ByteBuffer> wrapped(List<byte[]> all) {
    return all.stream().map(ByteBuffer::wrap).toList();
  }
}
