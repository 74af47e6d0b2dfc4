package dev.sluice.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final List<FaultKind> ALL = List.copyOf(EnumSet.allOf(FaultKind.class));

  @Test
  void of_sameSeed_samePlanAndAnotherSeedAnother() {
    List<PlannedFault> plan = FaultPlan.of(7, Duration.ofMinutes(10), ALL);

    assertThat(FaultPlan.of(7, Duration.ofMinutes(10), ALL)).isEqualTo(plan);
    assertThat(FaultPlan.of(8, Duration.ofMinutes(10), ALL)).isNotEqualTo(plan);
  }

  @Test
  void of_tenMinutes_hasEveryKindOnceBeforeAnyComesAgain() {
    List<FaultKind> kinds =
        FaultPlan.of(1, Duration.ofMinutes(10), ALL).stream().map(PlannedFault::kind).toList();

    assertThat(kinds.subList(0, ALL.size())).containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void of_anyTime_endsInTimeAndNeverGoesBack() {
    Duration time = Duration.ofMinutes(30);
    List<PlannedFault> plan = FaultPlan.of(3, time, ALL);

    assertThat(plan)
        .allMatch(fault -> fault.atMillis() < time.toMillis())
        .isSortedAccordingTo((before, after) -> Long.compare(before.atMillis(), after.atMillis()));
  }

  @Test
  void of_lessTimeThanAnyFaultTakes_isEmpty() {
    assertThat(FaultPlan.of(1, Duration.ofSeconds(5), ALL)).isEmpty();
  }
}
