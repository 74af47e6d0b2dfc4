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

/** Broken harnesses among evidence without chance, at the first stage of the example policy. */
class HarnessValidityTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY = TestPolicies.example();

  private final StageJudge judge = new StageJudge(TestPolicies.REGISTRIES);

  @Test
  void judge_harnessBrokenOnATenthOfAnArm_noDataWhateverTheScoresSay() {
    for (double harm : new double[] {0, 0.1, 0.4}) {
      Judgement judgement = judge(100_000, Map.of("harness", 0.1, "quality", harm));

      assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
      assertThat(judgement.reason())
          .startsWith("harness: the controls failed on 10.0 % of the candidate arm's devices")
          .contains("limit 2.0 %", "no data", "tiny 1.1.0");
      Finding finding = judgement.findings().get(0);
      assertThat(finding.metric()).isEqualTo("harness");
      assertThat(finding.status()).isEqualTo(FindingStatus.NO_DATA);
      assertThat(finding.candidateReports()).isPositive();
      assertThat(judgement.findings()).hasSize(1 + POLICY.guardrails().size());
    }
  }

  @Test
  void judge_harnessBrokenInTheControlArm_namesThatArm() {
    List<Cell> cells =
        new ArrayList<>(
            ExactFleet.cells(POLICY, Arm.CANDIDATE, DAY, 100_000, 2, Map.of("harness", 0.1)));
    Policy swapped = swapped();
    Judgement judgement =
        judge.judge(
            swapped,
            0,
            Evidence.of(
                swapped,
                DAY,
                with(cells, ExactFleet.cells(POLICY, Arm.CONTROL, DAY, 100_000, 2, Map.of()))));

    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.reason()).contains("control arm's devices", "tiny 1.1.0");
  }

  @Test
  void judge_aFewBrokenHarnesses_decideNothing() {
    assertThat(judge(100_000, Map.of("harness", 0.002)).verdict()).isEqualTo(Verdict.PROMOTE);
    assertThat(judge(100_000, Map.of("harness", 0.002, "quality", 0.15)).verdict())
        .isEqualTo(Verdict.ROLLBACK);
  }

  @Test
  void judge_harmThatBrokenHarnessesNotYetShownMayExplain_holdsAndSaysSo() {
    Map<String, Double> worse = Map.of("quality", 0.1);
    Map<String, Double> worseWithBrokenHarnesses = Map.of("quality", 0.1, "harness", 0.1);

    assertThat(judge(8_000, worse).verdict()).isEqualTo(Verdict.ROLLBACK);
    Judgement judgement = judge(8_000, worseWithBrokenHarnesses);
    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.reason()).startsWith("quality: ").contains("broken harnesses");
  }

  @Test
  void judge_harmThatBrokenHarnessesCannotExplain_rollsBack() {
    assertThat(judge(8_000, Map.of("ttft_slow", 0.3, "harness", 0.1)).verdict())
        .isEqualTo(Verdict.ROLLBACK);
    assertThat(judge(8_000, Map.of("quality", 0.4, "harness", 0.1)).verdict())
        .isEqualTo(Verdict.ROLLBACK);
  }

  @Test
  void judge_anyEvidence_observesHarnessesAndEligibilityOfBothArms() {
    List<Observation> observations =
        judge(100_000, Map.of("harness", 0.01, "eligibility", 0.12)).observations();

    assertThat(share(observations, "invalid", Arm.CONTROL)).isCloseTo(0, within(0.001));
    assertThat(share(observations, "invalid", Arm.CANDIDATE)).isCloseTo(0.01, within(0.001));
    assertThat(share(observations, "eligible", Arm.CANDIDATE)).isCloseTo(0.88, within(0.001));
    assertThat(observations)
        .allSatisfy(
            observation -> {
              assertThat(observation.low()).isLessThan(observation.share());
              assertThat(observation.high()).isGreaterThan(observation.share());
            });
    assertThat(judge(100, Map.of()).observations()).isEmpty();
  }

  private static double share(List<Observation> observations, String category, Arm arm) {
    return observations.stream()
        .filter(each -> each.category().equals(category) && each.arm() == arm)
        .findFirst()
        .orElseThrow()
        .share();
  }

  private static List<Cell> with(List<Cell> cells, List<Cell> others) {
    cells.addAll(others);
    return cells;
  }

  private static Policy swapped() {
    return TestPolicies.parse(
        POLICY
            .text()
            .replace("control: {name: tiny, version: 1.0.0}", "control: {name: tiny, version: 9}")
            .replace(
                "candidate: {name: tiny, version: 1.1.0}",
                "candidate: {name: tiny, version: 1.0.0}")
            .replace(
                "fallback: {name: tiny, version: 1.0.0}", "fallback: {name: tiny, version: 1.1.0}")
            .replace("control: {name: tiny, version: 9}", "control: {name: tiny, version: 1.1.0}"));
  }

  private Judgement judge(long reportsPerArm, Map<String, Double> harms) {
    return judge.judge(
        POLICY,
        0,
        Evidence.of(POLICY, DAY, ExactFleet.cells(POLICY, DAY, reportsPerArm, 2, harms)));
  }
}
