package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchPlanTest {
  private static final List<Suite> SUITES = BundledSuites.all();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 7, 200})
  void plans_someItems_areThatManyAndSpread(int items) {
    List<SuitePlan> plans = BenchPlan.plans(SUITES, items);

    assertThat(plans.stream().mapToInt(plan -> plan.items().size()).sum()).isEqualTo(items);
    assertThat(plans).hasSize(Math.min(items, SUITES.size()));
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000})
  void plans_moreItemsThanThereAre_areAll(int items) {
    List<SuitePlan> plans = BenchPlan.plans(SUITES, items);

    assertThat(plans)
        .allSatisfy(plan -> assertThat(plan.items()).hasSameSizeAs(plan.suite().items()));
  }
}
