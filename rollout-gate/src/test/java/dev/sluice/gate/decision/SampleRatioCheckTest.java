package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleRatioCheckTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY = TestPolicies.example();
  private final SampleRatioCheck check =
      new SampleRatioCheck(TestPolicies.REGISTRIES, Design.TWO_ARM);

  @Test
  void mismatch_asDesigned_none() {
    assertThat(check.mismatch(evidence(cells(10_000, 10_000)))).isEmpty();
  }

  @Test
  void mismatch_noReports_none() {
    assertThat(check.mismatch(evidence(List.of()))).isEmpty();
  }

  @Test
  void mismatch_armsApartByChance_none() {
    // 10,000 and 9,600: chi-square 8.2, p = .004.
    assertThat(check.mismatch(evidence(cells(10_000, 9_600)))).isEmpty();
  }

  @Test
  void mismatch_armsFartherApart_said() {
    // 10,000 and 9,200: chi-square 33, p = 8e-9.
    assertThat(check.mismatch(evidence(cells(10_000, 9_200))))
        .hasValueSatisfying(
            text -> assertThat(text).contains("equally many", "control sent", "p = "));
  }

  @Test
  void mismatch_metricThatVanishesInBothArms_said() {
    List<Cell> cells = new ArrayList<>(cells(10_000, 10_000));
    cells.removeIf(
        cell ->
            cell.metric().equals("outcome") && cell.stratum().deviceClass().equals("phone-4gb"));

    assertThat(check.mismatch(evidence(cells)))
        .hasValueSatisfying(text -> assertThat(text).contains("weights", "phone-4gb"));
  }

  @Test
  void mismatch_eligibilityThatVanishesFromBothArms_said() {
    List<Cell> cells = new ArrayList<>(cells(10_000, 10_000));
    cells.removeIf(cell -> cell.metric().equals("eligibility"));

    assertThat(check.mismatch(evidence(cells))).isPresent();
  }

  @Test
  void mismatch_metricThatHadExpiredBefore_none() {
    assertThat(mismatchWithoutEnergyExpiredOn(DAY.minusDays(1))).isEmpty();
  }

  @Test
  void mismatch_metricThatIsLeftOutWithoutHavingExpired_said() {
    assertThat(mismatchWithoutEnergyExpiredOn(DAY)).isPresent();
  }

  private static Optional<String> mismatchWithoutEnergyExpiredOn(LocalDate lastDay) {
    MetricRegistry registry =
        TestPolicies.registry(
            BundledRegistry.text()
                .replaceFirst("(?s)(id: energy.*?expires: )\"[0-9-]+\"", "$1\"" + lastDay + "\""));
    List<Cell> cells = new ArrayList<>();
    for (Arm arm : Arm.values()) {
      ExactFleet.aggregates(POLICY, arm, DAY, 10_000, 1, Map.of(), registry).stream()
          .filter(each -> !each.getMetric().equals("energy"))
          .map(each -> TestAggregates.cell(each, registry))
          .forEach(cells::add);
    }
    return new SampleRatioCheck(Registries.of(registry), Design.TWO_ARM).mismatch(evidence(cells));
  }

  private static List<Cell> cells(long control, long candidate) {
    List<Cell> cells =
        new ArrayList<>(ExactFleet.cells(POLICY, Arm.CONTROL, DAY, control, 1, Map.of()));
    cells.addAll(ExactFleet.cells(POLICY, Arm.CANDIDATE, DAY, candidate, 1, Map.of()));
    return cells;
  }

  private static Evidence evidence(List<Cell> cells) {
    return Evidence.of(POLICY, DAY, cells);
  }
}
