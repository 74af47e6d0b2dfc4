package dev.sluice.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.gate.kafka.MissingTopicException;
import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.AggregateWriter;
import dev.sluice.gate.testing.Eventually;
import dev.sluice.gate.testing.FleetTruth;
import dev.sluice.gate.testing.GateClient;
import dev.sluice.gate.testing.SimulatedFleet;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gate on a real broker: aggregates in, decisions and flags out. */
class GateIT {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final String POLICY =
      ExamplePolicy.text().replace("horizonDays: 28", "horizonDays: 28\nstartDay: 2026-03-01");
  private static final String PATH = "/v1/rollouts/tiny-1.1.0";

  @TempDir private Path directory;
  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() {
    broker = EmbeddedBroker.start(directory, EmbeddedBroker.Ports.free());
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void gate_harmlessCandidate_promotedToTheWholeFleetAcrossARestart() throws Exception {
    broker.createMissingTopics(Topics.ALL);
    Policy policy = TestPolicies.parse(POLICY);
    SimulatedFleet fleet = new SimulatedFleet(policy, 400_000, 2, FleetTruth.EQUAL, 7);

    JsonObject beforeRestart;
    try (GateServer gate = GateServer.start(GateConfig.local(broker.bootstrapServers()))) {
      GateClient client = ready(gate);
      assertThat(client.post("/v1/rollouts", "application/yaml", POLICY).statusCode())
          .isEqualTo(201);
      day(client, fleet, 0);
      day(client, fleet, 1);
      beforeRestart = client.json(PATH);
      assertThat(client.get("/metrics").body().lines())
          .contains(
              "sluice_gate_rollouts{state=\"running\"} 1.0",
              "sluice_gate_decisions_total{kind=\"started\"} 1.0",
              "sluice_gate_evidence_cells " + (double) fleet.cells().size(),
              "sluice_gate_looks_failed_total 0.0")
          .doesNotContain("sluice_gate_looks_total 0.0");
      assertThat(beforeRestart.getInteger("stagePercent")).isGreaterThan(5);
    }

    try (GateServer gate = GateServer.start(GateConfig.local(broker.bootstrapServers()))) {
      GateClient client = ready(gate);
      JsonObject afterRestart = client.json(PATH);
      // The gate may have looked once more since; a look at the same evidence changes none of
      // these.
      for (String lasting :
          List.of(
              "state",
              "stagePercent",
              "startDay",
              "stageDay",
              "history",
              "reports",
              "inputsDigest",
              "policy")) {
        assertThat(afterRestart.getValue(lasting))
            .as(lasting)
            .isEqualTo(beforeRestart.getValue(lasting));
      }
      for (int day = 2; day < 28 && running(client.json(PATH)); day++) {
        day(client, fleet, day);
      }
      JsonObject end = client.json(PATH);
      assertThat(end.getString("state")).isEqualTo("COMPLETED");
      assertThat(
              end.getJsonArray("history").stream()
                  .map(each -> ((JsonObject) each).getInteger("percent")))
          .containsExactly(5, 10, 25, 50);
      assertThat(flag(client).getString("defaultVariant")).isEqualTo("candidate");
    }
  }

  @Test
  void gate_harmfulCandidate_rolledBackAndFallbackServed() throws Exception {
    broker.createMissingTopics(Topics.ALL);
    Policy policy = TestPolicies.parse(POLICY);
    SimulatedFleet fleet = new SimulatedFleet(policy, 400_000, 2, FleetTruth.qualityDrop(0.06), 7);

    try (GateServer gate = GateServer.start(GateConfig.local(broker.bootstrapServers()))) {
      GateClient client = ready(gate);
      client.post("/v1/rollouts", "application/yaml", POLICY);
      for (int day = 0; day < 28 && running(client.json(PATH)); day++) {
        day(client, fleet, day);
      }

      assertThat(client.json(PATH).getString("state")).isEqualTo("ROLLED_BACK");
      assertThat(client.json(PATH).getString("reason")).startsWith("quality: ");
      assertThat(flag(client).getString("defaultVariant")).isEqualTo("fallback");
    }
  }

  @Test
  void gate_policyOfTheConfiguration_startedOnce() throws Exception {
    broker.createMissingTopics(Topics.ALL);
    GateConfig config =
        GateConfig.local(broker.bootstrapServers())
            .beginning(List.of(new GateConfig.PolicyText("example", POLICY)));

    for (int start = 0; start < 2; start++) {
      try (GateServer gate = GateServer.start(config)) {
        JsonObject rollout = ready(gate).json(PATH);
        assertThat(rollout.getLong("sequence")).isZero();
        assertThat(rollout.getString("verdict")).isEqualTo("HOLD");
      }
    }
  }

  /** The running rollout's policy names a metric that is gone; and then the loop meets a bug. */
  @Test
  void gate_afterAChangeOfTheRegistryAndABug_startsAndTellsTheTruth() throws Exception {
    broker.createMissingTopics(Topics.ALL);
    GateConfig config = GateConfig.local(broker.bootstrapServers());
    try (GateServer gate = GateServer.start(config)) {
      ready(gate).post("/v1/rollouts", "application/yaml", POLICY);
    }
    GateConfig changed =
        config.judgingBy(Registries.of(TestPolicies.registryWith("id: energy\n", "id: battery\n")));
    AtomicBoolean bug = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (bug.get() && Thread.currentThread().getName().equals("gate-loop")) {
            throw new IllegalStateException("a bug");
          }
          return Instant.now();
        };

    try (GateServer gate = GateServer.start(changed, clock)) {
      GateClient client = ready(gate);
      JsonObject rollout =
          Eventually.get(
              () -> client.json(PATH), each -> each.getString("reason").contains("energy: "));
      assertThat(rollout.getString("state")).isEqualTo("RUNNING");
      assertThat(rollout.getString("verdict")).isEqualTo("HOLD");
      assertThat(client.get("/healthz").statusCode()).isEqualTo(200);

      bug.set(true);

      Eventually.get(() -> client.get("/healthz").statusCode(), status -> status == 503);
      assertThat(client.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(flag(client).getJsonObject("metadata").getString("state")).isEqualTo("RUNNING");
    }
  }

  @Test
  void gate_missingTopics_refusesToStartAndNamesOne() {
    assertThatThrownBy(() -> GateServer.start(GateConfig.local(broker.bootstrapServers())))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(MissingTopicException.class)
        .hasMessageContaining("sluice.decisions.v1");
  }

  private static GateClient ready(GateServer gate) {
    GateClient client = new GateClient(gate.port());
    Eventually.get(() -> client.get("/readyz").statusCode(), status -> status == 200);
    return client;
  }

  /** Sends a day's reports and waits until the gate has judged all of them. */
  private void day(GateClient client, SimulatedFleet fleet, int day) throws Exception {
    fleet.report(START.plusDays(day), client.json(PATH).getInteger("stagePercent"), 1);
    AggregateWriter.write(broker.bootstrapServers(), fleet.aggregates());
    Eventually.get(
        () -> client.json(PATH),
        rollout -> !running(rollout) || rollout.getLong("reports") == fleet.reports());
  }

  private static boolean running(JsonObject rollout) {
    return rollout.getString("state").equals("RUNNING");
  }

  private static JsonObject flag(GateClient client) {
    return client.json("/v1/flags").getJsonObject("flags").getJsonObject("tiny");
  }
}
