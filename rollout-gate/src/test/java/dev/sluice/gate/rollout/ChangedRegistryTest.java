package dev.sluice.gate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gate.decision.Finding;
import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.LostGuardrail;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.RolloutState;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rollouts that were begun under a registry and are read under another. */
class ChangedRegistryTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final long PLENTY = 100_000;

  private static final MetricRegistry WITHOUT_ENERGY =
      TestPolicies.registryWith("id: energy\n", "id: battery\n");

  /** So small a range that the policy's harm budget of 18 says nothing. */
  private static final MetricRegistry NARROW_ENERGY =
      TestPolicies.registryWith("low: 0, high: 400,", "low: 0, high: 10,");

  private final Policy policy = TestPolicies.example();
  private final RolloutMachine machine =
      new RolloutMachine(new StageJudge(TestPolicies.REGISTRIES));

  @Test
  void record_ofAFinishedRollout_isReadAsItWas() throws Exception {
    Rollout over = look(machine, machine.start(policy, START), fleet(0.15));
    assertThat(over.state()).isEqualTo(RolloutState.ROLLED_BACK);

    Rollout read = DecisionRecords.rollout(DecisionRecords.of(over), WITHOUT_ENERGY);

    assertThat(DecisionRecords.of(read)).isEqualTo(DecisionRecords.of(over));
    assertThat(read.serves()).isEqualTo(policy.fallback());
    assertThat(read.policy().lost()).extracting(LostGuardrail::metric).containsExactly("energy");
  }

  @Test
  void look_atARunningRollout_holdsAndNamesTheLostGuardrail() throws Exception {
    assertThat(look(machine, machine.start(policy, START), fleet(0)).candidatePercent())
        .isEqualTo(10);

    Rollout held = lookUnder(NARROW_ENERGY, fleet(0));

    assertThat(held.state()).isEqualTo(RolloutState.RUNNING);
    assertThat(held.candidatePercent()).isEqualTo(5);
    assertThat(held.look().judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(held.look().judgement().reason())
        .contains("energy: can no longer be judged", "guardrails.4.harmBudget", "was 18");
    List<Finding> findings = held.look().judgement().findings();
    assertThat(findings.get(findings.size() - 1))
        .satisfies(
            finding -> {
              assertThat(finding.metric()).isEqualTo("energy");
              assertThat(finding.status()).isEqualTo(FindingStatus.NO_DATA);
            });
  }

  /** What can be judged still protects the fleet. */
  @Test
  void look_atARunningRolloutWithProvenHarm_rollsBack() throws Exception {
    assertThat(lookUnder(NARROW_ENERGY, fleet(0.15)).state()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @Test
  void record_ofWhatIsNoPolicyInAnyRegistry_isRefused() {
    Decision decision =
        Decision.newBuilder(DecisionRecords.of(machine.start(policy, START)))
            .setPolicy("rollout: none")
            .build();

    assertThatThrownBy(() -> DecisionRecords.rollout(decision, WITHOUT_ENERGY))
        .isInstanceOf(PolicyException.class);
  }

  private Rollout lookUnder(MetricRegistry registry, List<Cell> cells) throws Exception {
    Decision kept = DecisionRecords.of(machine.start(policy, START));
    return look(
        new RolloutMachine(new StageJudge(Registries.of(registry))),
        DecisionRecords.rollout(kept, registry),
        cells);
  }

  private static Rollout look(RolloutMachine machine, Rollout rollout, List<Cell> cells) {
    return machine.look(rollout, Evidence.of(rollout.policy(), START, cells));
  }

  private List<Cell> fleet(double qualityHarm) {
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < 2; day++) {
      cells.addAll(
          ExactFleet.cells(policy, START.plusDays(day), PLENTY, 2, Map.of("quality", qualityHarm)));
    }
    return cells;
  }
}
