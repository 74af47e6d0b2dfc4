package dev.sluice.gate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.schemas.RolloutState;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutMachineTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final long PLENTY = 100_000;

  private final Policy policy = TestPolicies.example();
  private final RolloutMachine machine =
      new RolloutMachine(new StageJudge(TestPolicies.REGISTRIES));
  private final List<Cell> cells = new ArrayList<>();

  @Test
  void start_newRollout_holdsInItsFirstStage() {
    Rollout rollout = machine.start(policy, START);

    assertThat(rollout.state()).isEqualTo(RolloutState.RUNNING);
    assertThat(rollout.candidatePercent()).isEqualTo(5);
    assertThat(rollout.sequence()).isZero();
    assertThat(rollout.look().judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(rollout.serves()).isEqualTo(policy.control());
  }

  @Test
  void look_nothingNew_sameRollout() {
    Rollout rollout = machine.start(policy, START);

    assertThat(look(rollout)).isSameAs(rollout);
  }

  @Test
  void look_harmlessCandidate_oneStageADayUntilComplete() {
    Rollout rollout = machine.start(policy, START);
    List<Integer> percents = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      report(day, PLENTY, 0);
      rollout = look(look(rollout));
      percents.add(rollout.candidatePercent());
    }

    assertThat(percents).containsExactly(5, 10, 25, 50, 100, 100, 100, 100, 100, 100);
    assertThat(rollout.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(rollout.serves()).isEqualTo(policy.candidate());
    assertThat(rollout.history()).extracting(StageOutcome::percent).containsExactly(5, 10, 25, 50);
    assertThat(rollout.history())
        .allMatch(outcome -> outcome.judgement().verdict() == Verdict.PROMOTE);
  }

  @Test
  void look_firstDay_heldForTheLeastDaysOfAStage() {
    report(0, PLENTY, 0);

    Rollout rollout = look(machine.start(policy, START));

    assertThat(rollout.candidatePercent()).isEqualTo(5);
    assertThat(rollout.look().judgement().reason()).contains("least days", "1, so far 0");
  }

  @Test
  void look_nextDayWithHardlyAReport_heldForTheLeastReportsOfAStage() {
    report(0, PLENTY, 0);
    report(1, PLENTY, 0);
    Rollout rollout = look(machine.start(policy, START));
    assertThat(rollout.candidatePercent()).isEqualTo(10);
    report(2, 60, 0);

    rollout = look(rollout);

    assertThat(rollout.candidatePercent()).isEqualTo(10);
    assertThat(rollout.look().judgement().reason()).contains("least reports", "200, so far ");
  }

  @Test
  void look_graveHarm_rollsBackOnTheFirstDay() {
    report(0, PLENTY, 0.15);

    Rollout rollout = look(machine.start(policy, START));

    assertThat(rollout.state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(rollout.candidatePercent()).isZero();
    assertThat(rollout.serves()).isEqualTo(policy.fallback());
    assertThat(rollout.history()).hasSize(1);
  }

  @Test
  void look_afterTheEnd_nothingChanges() {
    report(0, PLENTY, 0.15);
    Rollout rollout = look(machine.start(policy, START));
    report(1, 10 * PLENTY, -0.2);

    assertThat(look(rollout)).isSameAs(rollout);
  }

  @Test
  void look_undecidedAtTheHorizon_expiresWhereItIs() {
    Rollout rollout = machine.start(policy, START);
    report(27, 60, 0);
    rollout = look(rollout);
    assertThat(rollout.state()).isEqualTo(RolloutState.RUNNING);
    report(28, 60, 0);

    rollout = look(rollout);

    assertThat(rollout.state()).isEqualTo(RolloutState.EXPIRED);
    assertThat(rollout.candidatePercent()).isEqualTo(5);
    assertThat(rollout.look().judgement().verdict()).isEqualTo(Verdict.HOLD);
    assertThat(rollout.look().judgement().reason()).startsWith("the horizon of 28 days");
  }

  @Test
  void look_proofAfterTheHorizon_expiresAllTheSame() {
    report(28, PLENTY, 0);

    Rollout rollout = look(machine.start(policy, START));

    assertThat(rollout.state()).isEqualTo(RolloutState.EXPIRED);
    assertThat(rollout.look().judgement().reason()).contains("too late");
  }

  @Test
  void look_harmProvenAfterTheHorizon_rollsBack() {
    report(28, PLENTY, 0.15);

    assertThat(look(machine.start(policy, START)).state()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @Test
  void look_reportsFromBeforeTheStart_notEvidence() {
    report(-1, PLENTY, 0.15);

    Rollout rollout = machine.start(policy, START);

    assertThat(look(rollout)).isSameAs(rollout);
  }

  private Rollout look(Rollout rollout) {
    return machine.look(rollout, Evidence.of(policy, START, cells));
  }

  private void report(int day, long reportsPerArm, double qualityHarm) {
    cells.addAll(
        ExactFleet.cells(
            policy, START.plusDays(day), reportsPerArm, 2, Map.of("quality", qualityHarm)));
  }
}
