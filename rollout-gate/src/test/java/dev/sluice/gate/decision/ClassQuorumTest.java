package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fleet whose evidence would be enough, judged by a policy that wants its oldest class heard. */
class ClassQuorumTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String OLDEST = "phone-4gb";
  private static final Policy POLICY =
      TestPolicies.exampleWith("noData: hold", "classQuorum: {" + OLDEST + ": 200}");

  private final StageJudge judge = new StageJudge(TestPolicies.REGISTRIES);

  @Test
  void judge_everyClassHeard_promotes() {
    assertThat(judge(fleet(Map.of())).verdict()).isEqualTo(Verdict.PROMOTE);
  }

  @Test
  void judge_oldestClassSilent_holdsAndNamesIt() {
    Judgement judgement = judge(withoutOldest(Arm.CONTROL, Arm.CANDIDATE));

    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.reason())
        .isEqualTo("phone-4gb has 0 of 200 reports about the guardrails in the control arm");
    assertThat(judgement.findings()).hasSize(5);
  }

  @Test
  void judge_oldestClassSilentInOneArm_holds() {
    assertThat(judge(withoutOldest(Arm.CANDIDATE)).verdict()).isEqualTo(Verdict.HOLD);
  }

  @Test
  void judge_oldestClassSilentButHarmProven_rollsBack() {
    List<Cell> harmed =
        fleet(Map.of("quality", 0.15)).stream()
            .filter(cell -> !cell.stratum().deviceClass().equals(OLDEST))
            .toList();

    assertThat(judge(harmed).verdict()).isEqualTo(Verdict.ROLLBACK);
  }

  @Test
  void judge_oldestClassSaysOnlyThatItMayNotRunIt_holds() {
    List<Cell> ineligible =
        fleet(Map.of()).stream()
            .filter(
                cell ->
                    !cell.stratum().deviceClass().equals(OLDEST)
                        || cell.metric().equals("eligibility"))
            .toList();

    assertThat(judge(ineligible).reason()).startsWith("phone-4gb has 0 of 200 reports");
  }

  private Judgement judge(List<Cell> cells) {
    return judge.judge(POLICY, 0, Evidence.of(POLICY, DAY, cells));
  }

  private static List<Cell> fleet(Map<String, Double> harms) {
    return ExactFleet.cells(POLICY, DAY, 40_000, 2, harms);
  }

  private static List<Cell> withoutOldest(Arm... arms) {
    return fleet(Map.of()).stream().filter(cell -> !isOldestOf(cell, arms)).toList();
  }

  private static boolean isOldestOf(Cell cell, Arm... arms) {
    boolean control = POLICY.control().version().equals(cell.model().getVersion());
    return cell.stratum().deviceClass().equals(OLDEST)
        && Stream.of(arms).anyMatch(arm -> (arm == Arm.CONTROL) == control);
  }
}
