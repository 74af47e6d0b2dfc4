package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageJudgeTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY = TestPolicies.example();
  private static final int FIRST = 0;
  private static final int LAST = 3;

  private final StageJudge judge = new StageJudge(TestPolicies.REGISTRIES);

  @Test
  void judge_noEvidence_holdsAndNamesEveryRequiredGuardrail() {
    Judgement judgement = judge(FIRST, List.of());

    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.reason()).contains("quality: ", "ttft_slow: ", "outcome: ");
    assertThat(judgement.findings())
        .hasSize(5)
        .allSatisfy(
            finding -> {
              assertThat(finding.status()).isEqualTo(FindingStatus.NO_DATA);
              assertThat(finding.harm()).isEmpty();
              assertThat(finding.reportsNeeded()).hasValue(100);
            });
  }

  @Test
  void judge_enoughHarmlessEvidence_promotes() {
    Judgement judgement = judge(LAST, fleet(100_000, Map.of()));

    assertThat(judgement.verdict()).isEqualTo(Verdict.PROMOTE);
    assertThat(finding(judgement, "quality").status()).isEqualTo(FindingStatus.WITHIN_MARGIN);
    assertThat(finding(judgement, "quality").margin()).isEqualTo(0.02);
  }

  @Test
  void judge_sameEvidenceOfAFewDevices_promotesTheFirstStageOnly() {
    List<Cell> cells = fleet(4_000, Map.of());

    assertThat(judge(FIRST, cells).verdict()).isEqualTo(Verdict.PROMOTE);
    assertThat(finding(judge(FIRST, cells), "quality").margin()).isCloseTo(0.2, within(1e-12));
    assertThat(judge(LAST, cells).verdict()).isEqualTo(Verdict.HOLD);
    assertThat(finding(judge(LAST, cells), "quality").reportsNeeded().orElseThrow())
        .isBetween(2_000L, 4_000L);
  }

  @Test
  void judge_graveHarm_rollsBackAtTheSmallestStageThoughWithinItsMargin() {
    // 15 % of the range of .4: six points, where the margin of the first stage is twenty.
    Judgement judgement = judge(FIRST, fleet(20_000, Map.of("quality", 0.15)));

    assertThat(judgement.verdict()).isEqualTo(Verdict.ROLLBACK);
    assertThat(judgement.reason()).startsWith("quality: the candidate is worse");
    assertThat(finding(judgement, "quality").harm().orElseThrow().estimate())
        .isCloseTo(0.06, within(1e-3));
  }

  @Test
  void judge_harmOfAWatchedGuardrail_rollsBackToo() {
    Judgement judgement = judge(LAST, fleet(400_000, Map.of("decode_slow", 0.4)));

    assertThat(judgement.verdict()).isEqualTo(Verdict.ROLLBACK);
    assertThat(judgement.reason()).startsWith("decode_slow: ");
  }

  @Test
  void judge_watchedGuardrailWithoutProof_doesNotBlock() {
    Judgement judgement = judge(LAST, fleet(100_000, Map.of()));

    assertThat(finding(judgement, "energy").status()).isEqualTo(FindingStatus.INCONCLUSIVE);
    assertThat(judgement.verdict()).isEqualTo(Verdict.PROMOTE);
  }

  @Test
  void judge_provenHarmBelowHalfOfTheBudget_staysWithinMargin() {
    // .02 of the range of .4: 0.8 points of the budget's 2, with a great many reports.
    Judgement judgement = judge(LAST, fleet(2_000_000, Map.of("quality", 0.02)));

    assertThat(finding(judgement, "quality").harm().orElseThrow().low()).isPositive();
    assertThat(finding(judgement, "quality").status()).isEqualTo(FindingStatus.WITHIN_MARGIN);
    assertThat(judgement.verdict()).isEqualTo(Verdict.PROMOTE);
  }

  @Test
  void judge_betterCandidate_saysSo() {
    Judgement judgement = judge(LAST, fleet(100_000, Map.of("quality", -0.15)));

    assertThat(finding(judgement, "quality").status()).isEqualTo(FindingStatus.BETTER);
    assertThat(judgement.verdict()).isEqualTo(Verdict.PROMOTE);
  }

  @Test
  void judge_armThatLosesReports_holdsWhateverTheNumbersSay() {
    for (double harm : new double[] {0, 0.15}) {
      List<Cell> cells =
          new ArrayList<>(ExactFleet.cells(POLICY, Arm.CONTROL, DAY, 100_000, 2, Map.of()));
      cells.addAll(
          ExactFleet.cells(POLICY, Arm.CANDIDATE, DAY, 80_000, 2, Map.of("quality", harm)));

      Judgement judgement = judge(FIRST, cells);

      assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
      assertThat(judgement.reason()).startsWith("sample ratio mismatch");
    }
  }

  @Test
  void judge_oneRequiredMetricWithoutComparableReports_holds() {
    // 40 reports a class about quality, but 20 about the first token: fewer than can be weighed.
    Judgement judgement = judge(FIRST, fleet(400, Map.of()));

    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.reason()).doesNotContain("quality").contains("ttft_slow: ");
    assertThat(finding(judgement, "quality").status()).isEqualTo(FindingStatus.WITHIN_MARGIN);
    assertThat(finding(judgement, "ttft_slow").status()).isEqualTo(FindingStatus.NO_DATA);
  }

  private Judgement judge(int stage, List<Cell> cells) {
    return judge.judge(POLICY, stage, Evidence.of(POLICY, DAY, cells));
  }

  private static List<Cell> fleet(long reportsPerArm, Map<String, Double> harms) {
    return ExactFleet.cells(POLICY, DAY, reportsPerArm, 2, harms);
  }

  private static Finding finding(Judgement judgement, String metric) {
    return judgement.findings().stream()
        .filter(finding -> finding.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }
}
