package dev.sluice.gate.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gate.policy.ExamplePolicy;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryParser;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Policy POLICY = TestPolicies.example();

  @Test
  void plan_largeFleet_decidesStageByStage() {
    Plan plan = plan(400_000, 2);

    assertThat(plan.decides()).isTrue();
    assertThat(plan.stages()).hasSize(4);
    assertThat(plan.stages()).extracting(StagePlan::nextPercent).containsExactly(10, 25, 50, 100);
    assertThat(plan.stages())
        .isSortedAccordingTo(java.util.Comparator.comparing(StagePlan::neededPerArm));
    assertThat(plan.stages()).allMatch(stage -> stage.neededPerArm() <= stage.availablePerArm());
  }

  @Test
  void plan_smallFleet_refusedAndNoDayAfterTheFirstThatNeverComes() {
    Plan plan = plan(20_000, 1);

    assertThat(plan.decides()).isFalse();
    assertThat(plan.stages().get(3).day()).isEmpty();
  }

  @Test
  void plan_halfTheMargin_fourTimesTheResponders() {
    // The margin of the last stage is half of that of the stage before.
    Plan plan = plan(400_000, 2);

    assertThat((double) plan.stages().get(3).neededPerArm() / plan.stages().get(2).neededPerArm())
        .isCloseTo(4, within(0.01));
  }

  @Test
  void plan_metricsWithALowerLimitThanTheFleet_noisyAsTheirLimit() throws Exception {
    MetricRegistry limited =
        RegistryParser.parse(
            BundledRegistry.text().replace("epsilon: 8", "epsilon: 1"), "test.yaml");
    Policy policy = PolicyParser.parse(ExamplePolicy.text(), "test.yaml", limited);

    Plan plan =
        Planner.plan(limited, policy, new FleetAssumptions(400_000, 0.5, 0.3, Epsilon.of(4)));

    assertThat(plan.stages().get(3).neededPerArm())
        .isEqualTo(plan(400_000, 1).stages().get(3).neededPerArm());
  }

  @Test
  void plan_fittingWeights_addUpToAHundred() {
    assertThat(plan(400_000, 1).fittingWeights().keySet())
        .containsExactlyInAnyOrder("quality", "ttft_slow", "outcome");
    assertThat(plan(400_000, 1).fittingWeights().values().stream().mapToLong(Long::longValue).sum())
        .isBetween(99L, 101L);
  }

  @Test
  void reportVariance_laplaceGrid_noiseAsByHand() {
    Mechanism quality = TestPolicies.REGISTRY.metric("quality").orElseThrow().mechanism();

    // (.4 / 1000)^2 * 2 (1000 / 1)^2 = .32, and .4^2 / 12 for the devices.
    assertThat(ReportVariance.of(quality, Epsilon.of(1))).isCloseTo(0.32 + 0.16 / 12, within(1e-9));
  }

  @Test
  void reportVariance_randomizedResponse_noiseAsByHand() {
    Mechanism outcome = TestPolicies.REGISTRY.metric("outcome").orElseThrow().mechanism();

    // p = e / (e + 3) = .4754, q = .1749: p (1 - p) / (p - q)^2 = 2.761.
    assertThat(ReportVariance.of(outcome, Epsilon.of(1))).isCloseTo(2.761 + 1.0 / 12, within(2e-3));
  }

  @Test
  void assumptions_outOfRange_refused() {
    assertThatThrownBy(() -> new FleetAssumptions(0, 0.5, 0.5, Epsilon.of(1)))
        .hasMessageContaining("devices");
    assertThatThrownBy(() -> new FleetAssumptions(1, 0, 0.5, Epsilon.of(1)))
        .hasMessageContaining("reporting");
    assertThatThrownBy(() -> new FleetAssumptions(1, 0.5, Double.NaN, Epsilon.of(1)))
        .hasMessageContaining("daily");
  }

  private static Plan plan(long devices, double epsilon) {
    return Planner.plan(
        TestPolicies.REGISTRY,
        POLICY,
        new FleetAssumptions(devices, 0.5, 0.3, Epsilon.of(epsilon)));
  }
}
