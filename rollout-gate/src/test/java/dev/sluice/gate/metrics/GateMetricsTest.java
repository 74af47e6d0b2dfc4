package dev.sluice.gate.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.desk.GateActivity;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.rollout.DecisionKind;
import dev.sluice.gate.testing.FakeDesk;
import dev.sluice.gate.testing.FleetTruth;
import dev.sluice.gate.testing.ServedDesk;
import dev.sluice.gate.testing.SimulatedRollout;
import dev.sluice.gate.testing.TestPolicies;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateMetricsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.500Z");
  private final FakeDesk desk = new FakeDesk();
  private ServedDesk served;

  @BeforeEach
  void listen() {
    served = new ServedDesk(desk);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void metrics_beforeAnything_everyLabelIsThereAndWhatIsNotKnownIsAbsent() {
    List<String> lines = metrics();

    assertThat(lines)
        .contains(
            "sluice_gate_rollouts{state=\"running\"} 0.0",
            "sluice_gate_rollouts{state=\"completed\"} 0.0",
            "sluice_gate_rollouts{state=\"rolled-back\"} 0.0",
            "sluice_gate_rollouts{state=\"expired\"} 0.0",
            "sluice_gate_guardrails_without_data{kind=\"required\"} 0.0",
            "sluice_gate_guardrails_without_data{kind=\"watch\"} 0.0",
            "sluice_gate_looks_total 0.0",
            "sluice_gate_looks_failed_total 0.0",
            "sluice_gate_evidence_cells 0.0",
            "sluice_gate_last_turn_seconds 0.0");
    assertThat(lines)
        .containsAll(
            Arrays.stream(DecisionKind.values())
                .map(kind -> "sluice_gate_decisions_total{kind=\"%s\"} 0.0".formatted(kind.slug()))
                .toList());
    assertThat(lines)
        .containsAll(
            Arrays.stream(LeftOut.values())
                .map(LeftOut::slug)
                .map("sluice_gate_evidence_cells_left_out{reason=\"%s\"} 0.0"::formatted)
                .toList());
    assertThat(lines)
        .noneMatch(line -> line.startsWith("sluice_gate_last_look"))
        .noneMatch(line -> line.startsWith("sluice_gate_aggregates_lag"));
  }

  @Test
  void metrics_ofAGateAtWork_whatItDidAndHolds() {
    desk.activity =
        GateActivity.none(Instant.EPOCH)
            .turned(NOON.plusSeconds(5))
            .looked(NOON.minusSeconds(9))
            .looked(NOON)
            .lookFailed()
            .decided(DecisionKind.STARTED)
            .decided(DecisionKind.HELD)
            .decided(DecisionKind.HELD)
            .decided(DecisionKind.ROLLED_BACK)
            .holding(1_234, Map.of(LeftOut.OTHER_REGISTRY, 56L))
            .lagging(OptionalLong.of(7));

    assertThat(metrics())
        .contains(
            "sluice_gate_looks_total 2.0",
            "sluice_gate_looks_failed_total 1.0",
            "sluice_gate_last_look_seconds " + NOON.toEpochMilli() / 1e3,
            "sluice_gate_last_turn_seconds " + NOON.plusSeconds(5).toEpochMilli() / 1e3,
            "sluice_gate_decisions_total{kind=\"started\"} 1.0",
            "sluice_gate_decisions_total{kind=\"held\"} 2.0",
            "sluice_gate_decisions_total{kind=\"promoted\"} 0.0",
            "sluice_gate_decisions_total{kind=\"rolled-back\"} 1.0",
            "sluice_gate_evidence_cells 1234.0",
            "sluice_gate_evidence_cells_left_out{reason=\"other-registry\"} 56.0",
            "sluice_gate_aggregates_lag 7.0");
  }

  @Test
  void metrics_rolloutsOfTwoStates_countedAndNotNamed() {
    desk.put(desk.start(TestPolicies.example()));
    desk.put(
        SimulatedRollout.run(
            TestPolicies.exampleWith("tiny", "small"), 400_000, 2, FleetTruth.qualityDrop(0.1), 4));
    long required =
        TestPolicies.example().guardrails().stream().filter(each -> each.required()).count();

    List<String> lines = metrics();

    assertThat(lines)
        .contains(
            "sluice_gate_rollouts{state=\"running\"} 1.0",
            "sluice_gate_rollouts{state=\"rolled-back\"} 1.0",
            // Of the running one alone: it has just begun.
            "sluice_gate_guardrails_without_data{kind=\"required\"} %d.0".formatted(required));
    assertThat(lines).noneMatch(line -> line.contains("tiny") || line.contains("small"));
  }

  private List<String> metrics() {
    HttpResponse<String> answer = served.client().get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    return answer.body().lines().toList();
  }
}
