package dev.sluice.privacy.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.mechanism.Epsilon;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final Epsilon ONE = Epsilon.of(1);

  @Test
  void request_sameCell_isAlreadyReleasedForEver() {
    Budget budget = Budget.of(Caps.DEFAULT, List.of(new Release("a", DAY, ONE)));

    assertThat(budget.request("a", ONE, DAY.plusYears(9)))
        .isEqualTo(new SpendingDecision.AlreadyReleased());
  }

  @Test
  void request_lifetimeSpent_isRefusedForEver() {
    Budget budget = Budget.of(new Caps(4, 1_500_000_000L), List.of(new Release("a", DAY, ONE)));

    assertThat(budget.request("b", ONE, DAY.plusYears(9)))
        .isEqualTo(
            new SpendingDecision.Refused(
                "the lifetime budget is epsilon 1.5, of which 0.5 is left", Optional.empty()));
    assertThat(budget.request("b", Epsilon.of(0.5), DAY))
        .isInstanceOf(SpendingDecision.Granted.class);
  }

  @Test
  void request_windowFull_namesTheFirstDayThatIsFreeAgain() {
    Budget budget =
        Budget.of(
            new Caps(2, 24_000_000_000L),
            List.of(new Release("a", DAY, ONE), new Release("b", DAY.plusDays(3), ONE)));

    assertThat(budget.request("c", ONE, DAY.plusDays(27)))
        .isInstanceOfSatisfying(
            SpendingDecision.Refused.class,
            refused -> assertThat(refused.allowedFrom()).hasValue(DAY.plusDays(28)));
    assertThat(budget.request("c", ONE, DAY.plusDays(28)))
        .isEqualTo(new SpendingDecision.Granted(DAY.plusDays(28)));
  }

  @Test
  void request_sumBeyondALong_isNoBudget() {
    Budget budget =
        Budget.of(Caps.DEFAULT, Long.MAX_VALUE - 1, List.of(new Release("a", DAY, ONE)));

    assertThat(budget.spentNano()).isEqualTo(Long.MAX_VALUE);
    assertThat(budget.leftNano()).isZero();
    assertThat(budget.request("b", ONE, DAY)).isInstanceOf(SpendingDecision.Refused.class);
    assertThatThrownBy(() -> Budget.of(Caps.DEFAULT, -1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void request_carriedSpending_countsForLifeButInNoWindow() {
    Budget budget = Budget.of(Caps.DEFAULT, 23_000_000_000L, List.of());

    assertThat(budget.request("a", ONE, DAY)).isEqualTo(new SpendingDecision.Granted(DAY));
    assertThat(budget.request("a", Epsilon.of(2), DAY))
        .isInstanceOf(SpendingDecision.Refused.class);
  }

  @Test
  void request_capsLoweredBelowWhatWasReleased_waitsUntilTheyHoldAgain() {
    Budget budget =
        Budget.of(
            new Caps(1, 24_000_000_000L),
            List.of(new Release("a", DAY, ONE), new Release("b", DAY.plusDays(3), ONE)));

    assertThat(budget.request("c", ONE, DAY.plusDays(28)))
        .isInstanceOfSatisfying(
            SpendingDecision.Refused.class,
            refused -> assertThat(refused.allowedFrom()).hasValue(DAY.plusDays(31)));
  }

  @Property(tries = 300)
  void request_anyClockWhatever_neverPassesTheCaps(
      @ForAll @Size(max = 40) List<@IntRange(min = -400, max = 400) Integer> clock) {
    Caps caps = new Caps(3, 10_000_000_000L);
    Budget budget = Budget.of(caps, List.of());
    int cell = 0;
    for (int offset : clock) {
      String name = "cell-" + cell++;
      if (budget.request(name, ONE, DAY.plusDays(offset))
          instanceof SpendingDecision.Granted granted) {
        budget = budget.plus(new Release(name, granted.day(), ONE));
      }
    }

    assertThat(budget.spentNano()).isLessThanOrEqualTo(caps.lifetimeNano());
    List<LocalDate> days = budget.releases().stream().map(Release::day).toList();
    assertThat(days).isSorted();
    for (int first = 0; first + caps.reportsPerWindow() < days.size(); first++) {
      assertThat(days.get(first + caps.reportsPerWindow()))
          .isAfterOrEqualTo(days.get(first).plusDays(Caps.WINDOW_DAYS));
    }
  }

  @Test
  void caps_beyondTheHardBounds_areRefused() {
    assertThatThrownBy(() -> new Caps(9, 1)).hasMessageContaining("9");
    assertThatThrownBy(() -> new Caps(1, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
