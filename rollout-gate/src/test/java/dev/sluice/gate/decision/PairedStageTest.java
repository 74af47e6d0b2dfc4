package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.SeededRandomness;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One stage of a paired rollout; the noise is the mechanisms' own, from a seed. */
class PairedStageTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY = TestPolicies.paired();
  private static final Epsilon EPSILON = Epsilon.of(2);
  private static final Metric QUALITY =
      TestPolicies.REGISTRY.metric("quality_difference").orElseThrow();

  private final StageJudge judge = new StageJudge(TestPolicies.REGISTRIES);

  @Test
  void judge_noDifference_promotesThoughThereIsNoControlArm() {
    assertThat(judge(40_000, 0).verdict()).isEqualTo(Verdict.PROMOTE);
  }

  @Test
  void judge_candidateTenPointsWorse_rollsBack() {
    Judgement judgement = judge(40_000, -0.1);

    assertThat(judgement.verdict()).isEqualTo(Verdict.ROLLBACK);
    assertThat(quality(judgement).status()).isEqualTo(FindingStatus.WORSE);
    assertThat(quality(judgement).harm().orElseThrow().estimate()).isCloseTo(0.1, within(0.02));
  }

  @Test
  void judge_signOfTheDifferenceSwapped_flipsTheVerdict() {
    assertThat(judge(40_000, 0.1).verdict()).isEqualTo(Verdict.PROMOTE);
    assertThat(quality(judge(40_000, 0.1)).status()).isEqualTo(FindingStatus.BETTER);
  }

  @Test
  void judge_noReports_holdsForLackOfData() {
    Judgement judgement = judge(0, 0);

    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.findings()).allMatch(finding -> finding.status() == FindingStatus.NO_DATA);
  }

  @Test
  void judge_metricsNotInTheRatioOfTheirWeights_holds() {
    List<Cell> cells = cells(40_000, 0);
    cells.removeIf(cell -> cell.metric().equals("outcome_difference"));

    assertThat(judge.judge(POLICY, 0, Evidence.of(POLICY, DAY, cells)).reason())
        .startsWith("sample ratio mismatch");
  }

  @Test
  void difference_ofOneStratum_isTheMechanismsEstimate() {
    List<Cell> cells = cells(40_000, -0.05);
    cells.removeIf(
        cell ->
            !cell.metric().equals("quality_difference")
                || !cell.stratum().deviceClass().equals("phone-8gb"));
    Estimate estimate = QUALITY.mechanism().headline(cells.get(0).sums(), EPSILON).orElseThrow();

    Difference difference =
        StratifiedDifference.of(QUALITY, Evidence.of(POLICY, DAY, cells).of("quality_difference"))
            .orElseThrow();

    assertThat(difference.harm()).isEqualTo(-estimate.value());
    assertThat(difference.variance()).isCloseTo(estimate.variance(), within(1e-15));
    assertThat(difference.controlReports()).isEqualTo(difference.candidateReports());
  }

  private Judgement judge(int reports, double qualityDifference) {
    return judge.judge(POLICY, 0, Evidence.of(POLICY, DAY, cells(reports, qualityDifference)));
  }

  private static Finding quality(Judgement judgement) {
    return judgement.findings().stream()
        .filter(finding -> finding.metric().equals("quality_difference"))
        .findFirst()
        .orElseThrow();
  }

  /** Reports of all classes and metrics in the ratio of the weights. */
  private static List<Cell> cells(int reports, double qualityDifference) {
    SeededRandomness random = new SeededRandomness(11);
    List<Cell> cells = new ArrayList<>();
    List<String> classes = TestPolicies.REGISTRY.deviceClasses(POLICY.deployment());
    for (String deviceClass : classes) {
      List<Metric> metrics = TestPolicies.REGISTRY.metrics(Design.PAIRED, deviceClass);
      int weights = metrics.stream().mapToInt(Metric::weight).sum();
      for (Metric metric : metrics) {
        int count = reports / classes.size() * metric.weight() / weights;
        double value = metric.equals(QUALITY) ? qualityDifference : 0;
        cells.add(cell(deviceClass, metric, count, value, random));
      }
    }
    return cells;
  }

  private static Measurement measured(Metric metric, double value) {
    return metric.quantity().categories().isEmpty()
        ? new Measurement.Quantity(value)
        : new Measurement.Category(0);
  }

  private static Cell cell(
      String deviceClass, Metric metric, int reports, double value, SeededRandomness random) {
    CellSums sums = CellSums.none(metric.mechanism().slots());
    for (int i = 0; i < reports; i++) {
      long[] payload = metric.mechanism().encode(measured(metric, value), EPSILON, random);
      sums = sums.plus(metric.mechanism(), payload);
    }
    return TestAggregates.cell(
        TestAggregates.of(POLICY.candidate(), deviceClass, DAY, metric, EPSILON, sums),
        TestPolicies.REGISTRY);
  }
}
