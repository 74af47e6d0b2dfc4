package dev.sluice.fleet.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.budget.Budget;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.Release;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Epsilon;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReleaseHistoryTest {
  private static final int DEVICE = 1;

  @Property
  void allows_anySequenceOfDays_agreesWithTheLedgersBudget(
      @ForAll @Size(max = 60) List<@IntRange(max = 12) Integer> steps,
      @ForAll @IntRange(min = 1, max = 8) int epsilonUnits) {
    Epsilon epsilon = Epsilon.of(epsilonUnits);
    ReleaseHistory history = new ReleaseHistory(3, Caps.DEFAULT);
    Budget budget = Budget.of(Caps.DEFAULT, List.of());
    int day = 20_000;
    for (int i = 0; i < steps.size(); i++) {
      day += steps.get(i);
      LocalDate date = LocalDate.ofEpochDay(day);
      String cell = "cell-" + i;
      boolean granted = budget.request(cell, epsilon, date) instanceof SpendingDecision.Granted;

      assertThat(history.allows(DEVICE, day, epsilon)).as("day %s", day).isEqualTo(granted);
      if (granted) {
        history.record(DEVICE, day, epsilon);
        budget = budget.plus(new Release(cell, date, epsilon));
      }
    }
  }
}
