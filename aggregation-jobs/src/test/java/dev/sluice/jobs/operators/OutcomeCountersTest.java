package dev.sluice.jobs.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.tallies.TallyCount;
import dev.sluice.schemas.Disposition;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class OutcomeCountersTest {
  private final Map<String, Counter> registered = new TreeMap<>();
  private final OutcomeCounters counters =
      new OutcomeCounters(
          new UnregisteredMetricsGroup() {
            @Override
            public Counter counter(String name) {
              return registered.computeIfAbsent(name, any -> new SimpleCounter());
            }
          },
          EnumSet.allOf(Disposition.class));

  @Test
  void counters_ofAllOutcomes_haveTheNamesOfTheContract() {
    assertThat(registered)
        .containsOnlyKeys(
            "reportsConflicting",
            "reportsCounted",
            "reportsDuplicate",
            "reportsInvalid",
            "reportsLate");
  }

  @Test
  void add_reportThatIsTakenOutAgain_countsNoMore() {
    counters.add(TallyCount.of(1, Disposition.COUNTED, "", 3));
    counters.add(new TallyCount(1, Disposition.COUNTED, "", -1, 1));
    counters.add(TallyCount.of(2, Disposition.LATE, "", 2));

    assertThat(registered.get("reportsCounted").getCount()).isEqualTo(2);
    assertThat(registered.get("reportsLate").getCount()).isEqualTo(2);
    assertThat(registered.get("reportsInvalid").getCount()).isZero();
  }
}
