package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.standalone.ChildProcess.Outcome;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code sluice up} from outside, over HTTP, Kafka and SQL. The tests share one set of services,
 * which some of them end and start again; each has a model of its own.
 */
@Timeout(300)
class UpIT {
  private static final int TERMINATED = 128 + 15;
  private static final int BATCH = 250;

  @TempDir private static Path root;
  private static UpProcess up;

  @BeforeAll
  static void start() throws Exception {
    up = UpProcess.start(root.resolve("data"));
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @Test
  void tenThousandReports_withDuplicatesAndMalformedOnes_areCountedOnceOrRefusedByReason()
      throws Exception {
    TestFleet fleet = new TestFleet("traffic");
    List<byte[]> distinct = fleet.reports(10_000);
    List<byte[]> sent = new ArrayList<>(distinct);
    sent.addAll(distinct.subList(0, 500));
    Collections.shuffle(sent, new Random(1));
    long talliedBefore = tables().tallied();
    long duplicatesBefore = tables().tallied("DUPLICATE");
    List<ByteBuffer> expectedInKafka = wrapped(ReportsTopic.values(up.addresses().brokers()));
    expectedInKafka.addAll(wrapped(sent));

    sendOneByOne(sent.subList(0, 500));
    sendInBatches(sent.subList(500, sent.size()));
    assertMalformedAreRefusedByReason(fleet, 20);

    assertThat(wrapped(ReportsTopic.values(up.addresses().brokers())))
        .containsExactlyInAnyOrderElementsOf(expectedInKafka);
    Eventually.passes(() -> assertThat(tables().tallied()).isEqualTo(talliedBefore + 10_500));
    assertThat(tables().tallied("DUPLICATE")).isEqualTo(duplicatesBefore + 500);
    Eventually.passes(() -> assertThat(tables().reports("traffic")).isEqualTo(10_000));
    assertThat(query("select sum(reports) as n from aggregates where model_name = 'traffic'"))
        .isEqualTo("[\n{\"n\":10000}]\n");
  }

  private static void assertMalformedAreRefusedByReason(TestFleet fleet, int each)
      throws Exception {
    ServiceClient client = client();
    Map<MalformedBody, Double> before = new EnumMap<>(MalformedBody.class);
    for (MalformedBody kind : MalformedBody.values()) {
      before.put(kind, client.ingestMetric(series(kind)));
      for (int i = 0; i < each; i++) {
        HttpResponse<String> answer = client.report(kind.of(fleet));
        assertThat(answer.statusCode()).isEqualTo(kind.status());
        assertThat(answer.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
        assertThat(ServiceClient.json(answer).path("reason").asText()).isEqualTo(kind.reason());
      }
    }
    for (MalformedBody kind : MalformedBody.values()) {
      assertThat(client.ingestMetric(series(kind))).isEqualTo(before.get(kind) + each);
    }
  }

  private static String series(MalformedBody kind) {
    return "sluice_ingest_reports_rejected_total{reason=\"" + kind.reason() + "\"}";
  }

  /** Those that only certificates, tokens or a shuffle bring, or a first refusal, aside. */
  @Test
  void metrics_thatDashboardsAndAlertsAskFor_areThere() throws Exception {
    Set<String> watched = MonitoringFiles.ownMetrics();
    Set<String> exposed = client().metricNames();

    assertThat(watched).hasSizeGreaterThan(20);
    assertThat(watched.stream().filter(name -> !exposed.contains(name)))
        .isSubsetOf(
            "sluice_ingest_certificate_expires_seconds",
            "sluice_ingest_reloads_total",
            "sluice_ingest_shuffle_batches_total",
            "sluice_ingest_shuffle_held",
            "sluice_ingest_token_requests_total",
            "sluice_ingest_tokens_remembered");
  }

  @Test
  void up_onADirectoryInUse_isRefusedInOneLineAndHarmless() throws Exception {
    Outcome second =
        ChildProcess.run(Main.class, "up", "--data-dir", up.dataDirectory().toString());

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.output()).isEmpty();
    assertThat(second.errors().lines())
        .singleElement()
        .asString()
        .contains(up.dataDirectory().toString(), "is in use by process");
    assertThat(client().ingestStatus().path("received").isNumber()).isTrue();
  }

  @Test
  void up_withARegistryThatIsNone_isWrongUsageAndStartsNothing() {
    Path unused = root.resolve("unused");
    Outcome outcome =
        ChildProcess.run(
            Main.class, "up", "--data-dir", unused.toString(), "--also-admit", "none.yaml");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors()).contains("none.yaml: there is no such file");
    assertThat(unused).doesNotExist();
  }

  /** Its devices still report by the registry that they were shipped with. */
  @Test
  void terminate_thenStartWithAnotherRegistry_goesOnWhereItStopped() throws Exception {
    TestFleet fleet = new TestFleet("terminated");
    assertThat(client().policy(fleet.policy()).statusCode()).isEqualTo(201);
    sendInBatches(fleet.reports(1_000));
    awaitCounted("terminated", 1_000);
    State before = State.now("terminated");

    assertThat(up.terminate()).isEqualTo(TERMINATED);
    up.assertNothingIsLeft();
    up = UpProcess.start(up.dataDirectory(), registryOptions());

    Eventually.passes(() -> assertThat(State.now("terminated")).isEqualTo(before));
    sendInBatches(fleet.reports(500));
    awaitCounted("terminated", 1_500);
  }

  private static String[] registryOptions() throws IOException {
    String before = BundledRegistry.text();
    Path newer = Files.writeString(root.resolve("new.yaml"), before.replace("2028-", "2029-"));
    Path older = Files.writeString(root.resolve("old.yaml"), before);
    return new String[] {
      "--registry", newer.toString(), "--also-admit", older.toString(),
    };
  }

  @Test
  void kill_thenStartAgain_losesNothingThatWasAcknowledged() throws Exception {
    TestFleet fleet = new TestFleet("killed");
    assertThat(client().policy(fleet.policy()).statusCode()).isEqualTo(201);
    sendInBatches(fleet.reports(500));
    awaitCounted("killed", 500);
    long talliedBefore = tables().tallied();
    sendInBatches(fleet.reports(2_000));

    up.kill(); // with most of them still on their way to the tables
    up.assertNothingIsLeft();
    up = UpProcess.start(up.dataDirectory());

    awaitCounted("killed", 2_500);
    assertThat(tables().tallied()).isEqualTo(talliedBefore + 2_000);
    sendInBatches(fleet.reports(500));
    awaitCounted("killed", 3_000);
  }

  /**
   * What must outlive a restart. Of a rollout, what a further look at the same evidence leaves as
   * it is.
   */
  private record State(List<String> aggregates, List<String> tallies, List<String> rollout) {
    static State now(String rollout) throws Exception {
      JsonNode json = client().rollout(rollout);
      return new State(
          tables().rows("aggregates"),
          tables().rows("tallies"),
          List.of(
              json.path("state").asText(),
              json.path("stagePercent").asText(),
              json.path("verdict").asText(),
              json.path("startDay").asText(),
              json.path("reports").asText(),
              json.path("policyDigest").asText()));
    }
  }

  /** Until tables and gate have seen so many reports of a model, and no more, and agree on it. */
  private static void awaitCounted(String model, int reports) throws Exception {
    Eventually.passes(
        () -> {
          assertThat(tables().reports(model)).isEqualTo(reports);
          assertThat(client().rollout(model).path("reports").asLong()).isEqualTo(reports);
          assertThat(tables().decidedBy(model)).isEqualTo(reports);
        });
  }

  private static void sendOneByOne(List<byte[]> reports) throws Exception {
    ServiceClient client = client();
    for (byte[] report : reports) {
      assertThat(client.report(report).statusCode()).isEqualTo(202);
    }
  }

  private static void sendInBatches(List<byte[]> reports) throws Exception {
    ServiceClient client = client();
    for (int from = 0; from < reports.size(); from += BATCH) {
      List<byte[]> batch = reports.subList(from, Math.min(from + BATCH, reports.size()));
      HttpResponse<String> answer = client.batch(batch);
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(ServiceClient.json(answer).path("accepted").asInt()).isEqualTo(batch.size());
    }
  }

  private static List<ByteBuffer> wrapped(List<byte[]> values) {
    return new ArrayList<>(values.stream().map(ByteBuffer::wrap).toList());
  }

  private static String query(String sql) {
    return ChildProcess.run(
            Main.class, "query", "--json", "--data-dir", up.dataDirectory().toString(), sql)
        .output();
  }

  private static Tables tables() throws SQLException {
    return new Tables(up.addresses());
  }

  private static ServiceClient client() {
    return new ServiceClient(up.addresses());
  }
}
