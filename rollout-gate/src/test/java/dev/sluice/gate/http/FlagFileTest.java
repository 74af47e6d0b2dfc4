package dev.sluice.gate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutBook;
import dev.sluice.gate.rollout.RolloutMachine;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestPolicies;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagFileTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private final Policy policy = TestPolicies.exampleWith("[5, 10, 25, 50, 100]", "[5, 50, 100]");
  private final RolloutMachine machine =
      new RolloutMachine(new StageJudge(TestPolicies.REGISTRIES));

  @Test
  void of_noRollout_validAndEmpty() {
    JsonObject file = FlagFile.of(RolloutBook.empty());

    assertThat(file.getString("$schema")).isEqualTo("https://flagd.dev/schema/v0/flags.json");
    assertThat(file.getJsonObject("flags")).isEmpty();
  }

  @Test
  void of_firstStage_equalArmsAtBothEndsOfTheHashSpace() {
    JsonObject flag = flag(machine.start(policy, START));

    assertThat(flag.getJsonObject("targeting").getJsonArray("fractional"))
        .isEqualTo(
            new JsonArray(
                """
                [{"cat": ["tiny-1.1.0", {"var": "targetingKey"}]},
                 ["candidate", 5], ["unobserved", 90], ["control", 5]]
                """));
    assertThat(flag.getString("defaultVariant")).isEqualTo("unobserved");
    assertThat(flag.getJsonObject("variants").getJsonObject("candidate"))
        .isEqualTo(
            new JsonObject().put("name", "tiny").put("version", "1.1.0").put("report", true));
    assertThat(flag.getJsonObject("variants").getJsonObject("unobserved").getBoolean("report"))
        .isFalse();
    assertThat(flag.getJsonObject("metadata"))
        .isEqualTo(
            new JsonObject()
                .put("rollout", "tiny-1.1.0")
                .put("deployment", "device")
                .put("stagePercent", 5)
                .put("state", "RUNNING"));
  }

  @Test
  void of_rolloutOnEdgeServers_hasAFlagOfItsOwnBesideTheDevices() {
    RolloutBook book =
        RolloutBook.empty()
            .with(machine.start(policy, START))
            .with(machine.start(TestPolicies.edge("tiny-edge"), START));

    assertThat(FlagFile.of(book).getJsonObject("flags").fieldNames())
        .containsExactlyInAnyOrder("tiny", "tiny@edge");
    assertThat(book.objectionTo(TestPolicies.edge("another"))).isPresent();
  }

  @Test
  void of_pairedRollout_noControlArmAndTheCandidatesDevicesRunBoth() {
    JsonObject flag = flag(machine.start(TestPolicies.paired(), START));

    assertThat(flag.getJsonObject("targeting").getJsonArray("fractional"))
        .isEqualTo(
            new JsonArray(
                """
                [{"cat": ["tiny-1.1.0", {"var": "targetingKey"}]},
                 ["candidate", 5], ["unobserved", 95]]
                """));
    assertThat(
            flag.getJsonObject("variants").getJsonObject("candidate").getJsonObject("compareWith"))
        .isEqualTo(new JsonObject().put("name", "tiny").put("version", "1.0.0"));
    assertThat(flag.getJsonObject("variants").getJsonObject("control").getBoolean("report"))
        .isFalse();
  }

  @Test
  void of_halfOfTheFleet_nobodyUnobserved() {
    JsonObject flag = flag(after(1, 0));

    assertThat(flag.getJsonObject("targeting").getJsonArray("fractional").size()).isEqualTo(3);
    assertThat(flag.getJsonObject("targeting").getJsonArray("fractional").getJsonArray(1))
        .isEqualTo(new JsonArray().add("candidate").add(50));
  }

  @Test
  void of_completed_candidateForEverybody() {
    JsonObject flag = flag(after(2, 0));

    assertThat(flag.getString("defaultVariant")).isEqualTo("candidate");
    assertThat(flag.containsKey("targeting")).isFalse();
    assertThat(flag.getJsonObject("variants").getJsonObject("candidate").getBoolean("report"))
        .isFalse();
  }

  @Test
  void of_rolledBack_fallbackForEverybody() {
    JsonObject flag = flag(after(1, 0.2));

    assertThat(flag.getString("defaultVariant")).isEqualTo("fallback");
    assertThat(flag.containsKey("targeting")).isFalse();
    assertThat(flag.getJsonObject("metadata").getInteger("stagePercent")).isZero();
  }

  private Rollout after(int days, double harm) {
    Rollout rollout = machine.start(policy, START);
    var cells = new java.util.ArrayList<dev.sluice.gate.evidence.Cell>();
    for (int day = 0; day <= days; day++) {
      cells.addAll(
          ExactFleet.cells(policy, START.plusDays(day), 100_000, 2, Map.of("quality", harm)));
      rollout = machine.look(rollout, Evidence.of(policy, START, cells));
    }
    return rollout;
  }

  private static JsonObject flag(Rollout rollout) {
    return FlagFile.of(RolloutBook.empty().with(rollout))
        .getJsonObject("flags")
        .getJsonObject("tiny");
  }
}
